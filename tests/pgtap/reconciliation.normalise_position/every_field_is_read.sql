begin;
select plan(2);

select is(
  (select jsonb_strip_nulls(to_jsonb(n)) from reconciliation.normalise_position('{
     "symbol": "BTC/USDT:USDT", "side": "Short", "contracts": "-3", "contractSize": "0.01",
     "entryPrice": "2", "markPrice": "3", "lastPrice": "4", "liquidationPrice": "5",
     "stopLossPrice": "6", "takeProfitPrice": "7", "notional": "-8", "collateral": "9",
     "initialMargin": "10", "maintenanceMargin": "11", "unrealizedPnl": "-12",
     "realizedPnl": "13", "leverage": 20, "hedged": false, "timestamp": 1700000000000}') as n),
  '{"symbol": "BTC/USDT:USDT", "side": "short", "quantity": 3, "contract_size": 0.01,
    "entry_price": 2, "mark_price": 3, "last_price": 4, "liquidation_price": 5,
    "stop_loss_price": 6, "take_profit_price": 7, "notional": -8, "collateral": 9,
    "initial_margin": 10, "maintenance_margin": 11, "unrealized_pnl": -12, "realized_pnl": 13,
    "leverage": 20, "is_hedged": false, "observed_at": "2023-11-14T22:13:20+00:00"}',
  'as the exchange gave it'
);
select is(
  (select n.side from reconciliation.normalise_position('{"contracts": "0"}') as n), null,
  'an empty position needs no side'
);

select * from finish();
rollback;
