-- It may fill far above its limit, which needs more margin than the limit says.
begin;
select plan(2);

select fixture.stage(1, 'binanceusdm', 'swap');
update lifecycle.latest_prices set observed_at = clock_timestamp() - interval '16 seconds';
set local role tradekeel_bridge;
select is(
  fixture.refused_entry(1, '{"side": "sell", "order_type": "limit", "limit_price": "50000"}'),
  'LCT01 symbol=BTC/USDT:USDT', 'refused, to be tried again'
);
select is(
  fixture.refused_entry(1, '{"order_type": "limit", "limit_price": "50000"}'), 'not refused',
  'a limit buy cannot'
);

select * from finish();
rollback;
