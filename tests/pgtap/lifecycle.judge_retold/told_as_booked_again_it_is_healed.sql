begin;
select plan(4);

select fixture.stage(1);
select fixture.call_begin_entry(1);
create temporary table given as
select jsonb_build_array(
         fixture.trade(1, 'r1', 't1', 0.004), fixture.trade(1, 'r1', 't2', 0.006)) as trades;
grant select on given to public;
select fixture.call_persist(1, 'r1', 0.01, 'closed', trades) from given;

set local role tradekeel_bridge;
select fixture.call_persist(1, 'r1', 0.01, 'closed', jsonb_set(
  jsonb_set(trades, '{0,price}', '"49000"'), '{1,price}', '"49000"')) from given;
select is(
  fixture.mismatches(1), 'fill_unexplained open 1, fill_unexplained open 1',
  'each trade has its own'
);
select fixture.call_persist(
  1, 'r1', 0.01, 'closed', jsonb_set(trades, '{1,price}', '"49000"')) from given;
select is(
  fixture.mismatches(1), 'fill_unexplained healed 1, fill_unexplained open 1',
  'the one that is told as it was booked is healed'
);
select fixture.call_persist(1, 'r1', 0.01, 'closed', jsonb_build_array(
  trades -> 1 || '{"amount": "6e-3"}')) from given;
reset role;
select is(
  fixture.mismatches(1), 'fill_unexplained healed 1, fill_unexplained healed 1',
  'the other one too, in whatever notation'
);
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
