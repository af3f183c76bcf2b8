begin;
select plan(3);

select fixture.stage(1);
select fixture.begin_entry(1, 'r1', 0.01);
create temporary table news as select fixture.trade(1, 'r1', 't1', 0.01) as trade;
grant select on news to public;
select fixture.call_persist(1, 'r1', 0.005, 'open', jsonb_build_array(
  trade || '{"amount": "0.005"}')) from news;
select fixture.read_nothing(1);
select fixture.pass_time(1, '1 minute');
set local role tradekeel_bridge;
select fixture.call_run(
  1, fixture.document(), 'found', fixture.reading(1, 'r1', 0.01, 'closed'),
  jsonb_build_array(trade)) from news;
reset role;
select is(
  fixture.rows($$ select m.kind, m.state, m.detail -> 'differs' from reconciliation.mismatches as m
    where m.kind = 'fill_unexplained' $$),
  '(fill_unexplained,open,"[""quantity""]")', 'what the look-up says contradicts'
);
select is(
  fixture.rows('select f.quantity from lifecycle.fills as f'), '(0.005)', 'the first stands'
);
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
