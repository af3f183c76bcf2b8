begin;
select plan(4);

select fixture.stage(1);
select fixture.call_begin_entry(1);
set local role tradekeel_bridge;
select fixture.call_persist(1, 'r1', 0.004, 'open', jsonb_build_array(
  fixture.trade(1, 'r1', 't1', 0.004), fixture.trade(1, 'r1', 't1', 0.004, 49000)));
reset role;
select is(
  fixture.rows('select f.trade_id, f.price from lifecycle.fills as f'), '(t1,50000)',
  'the first is booked'
);
select is(fixture.mismatches(1), 'fill_unexplained open 1', 'the second contradicts it');
set local role tradekeel_bridge;
select fixture.call_persist(1, 'r1', 0.008, 'open', jsonb_build_array(
  fixture.trade(1, 'r1', 't2', 0.004), fixture.trade(1, 'r1', 't2', 0.004, 49000)
    || '{"price": "4.9e4"}'));
reset role;
select is(
  fixture.mismatches(1), 'fill_unexplained open 1, fill_unexplained open 1',
  'in whatever notation'
);
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
