begin;
select plan(5);

select fixture.stage(1);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1, '{"order_type": "limit", "limit_price": "50000"}');
select fixture.call_persist(1, 'r1', 0, 'canceled');
select fixture.call_persist(1, 'r1', 0.004, 'canceled',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.004)));
select is(fixture.positions(1), 'long open 0.004 200 0', 'a fill that crossed the cancel');
select is(fixture.amounts(1), '1000 301 200 0 active', 'out of the reservation it still had');
select fixture.settle(1, 'r1', 0.004, 'canceled');
select is((fixture.intent(1)).outcome, 'partial', 'filled in part');
select is(fixture.amounts(1), '1000 0 200 0 active', 'the rest is given back');
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
