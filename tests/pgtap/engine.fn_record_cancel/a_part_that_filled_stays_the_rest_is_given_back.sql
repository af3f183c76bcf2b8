begin;
select plan(5);

select fixture.stage(1);
select fixture.rest_order(1);
select fixture.call_persist(1, 'r1', 0.004, 'open',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.004)));
set local role tradekeel_bridge;
select is(fixture.call_cancel(1, 'r1', 'accepted'), 'accepted', 'cancelled at 0.004');
reset role;
select fixture.call_persist(1, 'r1', 0.005, 'canceled',
  jsonb_build_array(fixture.trade(1, 'r1', 't2', 0.001)));
select fixture.settle(1, 'r1', 0.005, 'canceled');
select is(fixture.positions(1), 'long open 0.005 250 0', '0.001 more had filled before it arrived');
select is(fixture.amounts(1), '1000 0 250 0 active', 'what was reserved for the rest is free');
select is((fixture.intent(1)).outcome, 'partial', 'partial');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
