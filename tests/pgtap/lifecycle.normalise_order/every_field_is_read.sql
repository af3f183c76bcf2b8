begin;
select plan(1);

select results_eq(
  $$ select to_jsonb(n) from lifecycle.normalise_order('{
       "id": 7, "childOrderId": 8, "clientOrderId": "c", "symbol": "BTC/USDT", "side": "Buy",
       "type": "LIMIT", "timeInForce": "gtc", "postOnly": true, "reduceOnly": true, "price": "2",
       "triggerPrice": "3", "stopLossPrice": "1", "takeProfitPrice": "4", "amount": "10",
       "filled": "6", "remaining": "4", "cost": "12", "average": "2.0", "status": "open",
       "rawStatus": "PARTIALLY_FILLED", "timestamp": 1700000000000,
       "lastUpdateTimestamp": 1700000001000,
       "fee": {"currency": "USDT", "cost": "0.1"}, "trades": [{"id": "t"}]}') as n $$,
  $$ values ('{
       "exchange_order_id": "7", "child_order_id": "8", "client_order_text": "c",
       "symbol": "BTC/USDT", "side": "buy",
       "order_type": "limit", "time_in_force": "GTC", "is_post_only": true,
       "is_reduce_only": true, "is_conditional": true, "price": 2, "trigger_price": 3,
       "stop_loss_price": 1, "take_profit_price": 4, "quantity": 10, "filled": 6, "remaining": 4,
       "cost": 12, "average": 2.0, "status": "open", "raw_status": "PARTIALLY_FILLED",
       "exchange_at": "2023-11-14T22:13:20+00:00", "changed_at": "2023-11-14T22:13:21+00:00",
       "fees": [{"currency": "USDT", "cost": "0.1"}], "trades": [{"id": "t"}]}'::jsonb) $$,
  'as the exchange gave it'
);

select * from finish();
rollback;
