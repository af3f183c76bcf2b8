begin;
select plan(2);

select fixture.make_tenant(1);
set local role tradekeel_bridge;
select is(
  engine.fn_record_prices(fixture.user_id(1), fixture.account_id(1), '[
    {"symbol": "BTC/USDT"}, {"last": "1"}, {"symbol": "A/USDT", "last": "0"},
    {"symbol": "B/USDT", "last": null, "close": "2"}, {"symbol": "C/USDT", "price": "3"}]'),
  2, 'close and price stand in for last'
);
reset role;
select is(
  (select string_agg(p.symbol || ' ' || p.price, ', ' order by p.symbol)
     from lifecycle.latest_prices as p where p.symbol in ('A/USDT', 'B/USDT', 'C/USDT')),
  'B/USDT 2, C/USDT 3', 'these'
);

select * from finish();
rollback;
