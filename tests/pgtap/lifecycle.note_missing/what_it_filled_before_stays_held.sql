begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.begin_entry(1, 'r1', 0.01);
select fixture.call_persist(
  1, 'r1', 0.004, 'open', jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.004)));
update lifecycle.orders set absent_count = 2;
select fixture.read_nothing(1);
select fixture.pass_time(1, '1 minute');
set local role tradekeel_bridge;
select fixture.call_run(1);
reset role;
select is(fixture.positions(1), 'long open 0.004 200 0', 'held');
select is(fixture.amounts(1), '1000 0 200 0 active', 'the rest of the reservation is back');
select is((fixture.intent(1)).outcome, 'partial', 'partly filled');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
