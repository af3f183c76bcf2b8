begin;
select plan(3);

select is(
  (select to_jsonb(n) from lifecycle.normalise_trade('{
     "id": 5, "order": 7, "symbol": "BTC/USDT", "side": "sell", "price": "2", "amount": "3",
     "cost": "6.0", "takerOrMaker": "maker", "timestamp": 1700000000000,
     "fees": [{"currency": "USDT", "cost": "0.1"}]}') as n),
  '{"trade_id": "5", "exchange_order_id": "7", "symbol": "BTC/USDT", "side": "sell", "price": 2,
    "quantity": 3, "cost": 6.0, "liquidity": "maker", "executed_at": "2023-11-14T22:13:20+00:00",
    "fees": [{"currency": "USDT", "cost": "0.1"}]}', 'as the exchange gave it'
);
select is(
  (select n.cost from lifecycle.normalise_trade('{"price": "2", "amount": "3"}') as n),
  null::numeric,
  'cost is null when it is not given: the market says what a contract is worth'
);
select results_eq(
  $$ select n.quantity, n.cost from lifecycle.normalise_trade(
       '{"price": "2", "amount": "-3", "cost": "-6"}') as n $$,
  'values (3::numeric, 6::numeric)', 'a sign only repeats the side'
);

select * from finish();
rollback;
