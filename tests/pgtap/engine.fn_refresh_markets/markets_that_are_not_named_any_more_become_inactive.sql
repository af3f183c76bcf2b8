begin;
select plan(2);

select fixture.make_tenant(1);
set local role tradekeel_bridge;
select is(
  engine.fn_refresh_markets(fixture.user_id(1), fixture.account_id(1), '[
    {"symbol": "BTC/USDT", "base": "BTC", "quote": "USDT", "price_tick": "0.1",
     "quantity_step": "0.001"}]'), 1, 'one is active'
);
reset role;
select is(
  (select string_agg(concat_ws(' ', m.symbol, m.is_active, m.price_tick, m.settle,
            m.contract_size, m.min_quantity, m.max_quantity, m.min_cost), ', ' order by m.symbol)
     from lifecycle.markets as m),
  'BTC/USDT t 0.1 USDT 1 0 100000000000000000000 0, ETH/USDT f 0.01 USDT 1 0.0001 9000 5',
  'steps are renewed, what is not stated is no limit'
);

select * from finish();
rollback;
