-- The same by the entry point: nothing is reserved again and the slot stays free.
begin;
select plan(4);

select fixture.stage(1);
select fixture.rest_order(1);
select fixture.call_persist(1, 'r1', 0, 'canceled');
select fixture.settle(1, 'r1', 0, 'canceled');
select is((fixture.intent(1)).outcome, 'canceled', 'it has ended');
set local role tradekeel_bridge;
select fixture.call_persist(1, 'r1', 0, 'open');
reset role;
select is((fixture.order_of(1)).status, 'canceled', 'a poll of before changes nothing');
select is(fixture.amounts(1), '1000 0 0 0 active', 'nothing is reserved');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
