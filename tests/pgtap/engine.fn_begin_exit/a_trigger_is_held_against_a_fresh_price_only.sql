begin;
select plan(3);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01);
set local role tradekeel_bridge;
select is(
  left(fixture.refused_exit(1, '{"order_type": "stop", "trigger_price": 50001}'), 5), 'LCR19',
  'a selling stop above the price would be carried out at once'
);
reset role;
update lifecycle.latest_prices set observed_at = clock_timestamp() - interval '1 hour';
set local role tradekeel_bridge;
select is(
  fixture.call_begin_exit(1, '{"order_type": "stop", "trigger_price": 50001}') ->> 'may_send',
  'true', 'without a fresh price the exchange decides: exits work always'
);
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
