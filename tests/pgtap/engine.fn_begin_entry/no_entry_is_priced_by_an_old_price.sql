begin;
select plan(3);

select fixture.stage(1);
update lifecycle.latest_prices set observed_at = clock_timestamp() - interval '16 seconds';
set local role tradekeel_bridge;
select is(fixture.refused_entry(1), 'LCT01 symbol=BTC/USDT', 'a market order needs a fresh one');
select is(
  fixture.refused_entry(
    1, '{"order_type": "limit", "limit_price": "50000", "request_id": "r2"}'),
  'not refused', 'a limit buy cannot cost more than its limit'
);
reset role;
delete from lifecycle.latest_prices;
select is(
  fixture.refused_entry(1, '{"request_id": "r3"}'), 'LCT01 symbol=BTC/USDT', 'or none at all'
);

select * from finish();
rollback;
