-- An exit ended with nothing filled; another sold all; a new position was opened; then the old
-- exit turns out to have filled after all.
begin;
select plan(4);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01);
set local role tradekeel_bridge;
select fixture.call_begin_exit(
  1, '{"quantity": "0.004", "order_type": "limit", "limit_price": "50000"}');
select fixture.call_persist(1, 'x1', 0, 'canceled');
select fixture.settle(1, 'x1', 0, 'canceled');
select fixture.call_begin_exit(1, '{"request_id": "x2"}');
select fixture.call_persist(1, 'x2', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'x2', 't2', 0.01)));
select fixture.settle(1, 'x2', 0.01, 'closed');
reset role;
select fixture.hold(1, 'r2', 0.01);
set local role tradekeel_bridge;
select fixture.call_persist(1, 'x1', 0.004, 'canceled',
  jsonb_build_array(fixture.trade(1, 'x1', 't3', 0.004)));
select is(
  fixture.positions(1), 'long closed 0 0 0, long open 0.006 300 0',
  'the coins went out of what is held now'
);
reset role;
select is(
  fixture.rows('select kind from health.incidents order by kind'), '(late_truth)', 'an incident'
);
select is((fixture.intent(1, 'x1')).outcome, 'filled', 'the outcome is what is true');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
