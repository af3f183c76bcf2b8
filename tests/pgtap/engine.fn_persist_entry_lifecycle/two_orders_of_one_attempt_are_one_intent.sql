-- Amended or replaced: the exchange gives the same client order id another exchange id.
begin;
select plan(4);

select fixture.stage(1);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1, '{"order_type": "limit", "limit_price": "50000"}');
select fixture.call_persist(1, 'r1', 0.004, 'canceled',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.004)));
create temporary table second as
select fixture.reading(1, 'r1', 0.006, 'closed') || '{"id": "y-r1"}' as o,
       fixture.trade(1, 'r1', 't2', 0.006) || '{"order": "y-r1"}' as t;
select orders_changed, rows_unknown from engine.fn_apply_exchange_updates(
  fixture.user_id(1), fixture.account_id(1), clock_timestamp(),
  (select jsonb_build_array(o) from second), (select jsonb_build_array(t) from second));
select is(fixture.positions(1), 'long open 0.01 500 0', 'both fill one position');
select fixture.settle(1, 'r1', 0.004, 'canceled');
select is((fixture.intent(1)).settled_at, null, 'unsettled while one of them is');
select engine.fn_apply_exchange_updates(
  fixture.user_id(1), fixture.account_id(1), clock_timestamp(),
  (select jsonb_build_array(o) from second), '[]')
  from generate_series(1, 2);
select is((fixture.intent(1)).outcome, 'filled', 'then filled by both together');
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
