-- The cancel is accepted, but the order had filled: what the exchange says of the order counts.
begin;
select plan(7);

select fixture.stage(1);
select fixture.rest_order(1);
set local role tradekeel_bridge;
select is(fixture.call_cancel(1, 'r1', 'accepted'), 'accepted', 'the exchange took the cancel');
select fixture.call_persist(1, 'r1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.01)));
reset role;
select fixture.settle(1, 'r1', 0.01, 'closed');
select is((fixture.order_of(1)).status, 'closed', 'it filled');
select is(fixture.positions(1), 'long open 0.01 500 0', 'and is held');
select is((fixture.intent(1)).outcome, 'filled', 'the entry is filled');
select is(fixture.cancels(1, 'r1'), 'accepted', 'that the cancel was accepted stays true');
-- A poll that was on its way says canceled with nothing filled.
select fixture.call_persist(1, 'r1', 0, 'canceled');
select is(fixture.positions(1), 'long open 0.01 500 0', 'filled only grows');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
