begin;
select plan(4);

select fixture.stage(1);
select engine.fn_refresh_markets(fixture.user_id(1), fixture.account_id(1),
  '[{"symbol": "BNB/USDT", "base": "BNB", "quote": "USDT", "price_tick": "0.01",
     "quantity_step": "0.001", "min_quantity": "0.001", "max_quantity": "9000", "min_cost": "5",
     "contract_size": "1", "is_active": true},
    {"symbol": "BTC/USDT", "base": "BTC", "quote": "USDT", "price_tick": "0.01",
     "quantity_step": "0.00001", "min_quantity": "0.00001", "max_quantity": "9000",
     "min_cost": "5", "contract_size": "1", "is_active": true}]');
select engine.fn_record_prices(
  fixture.user_id(1), fixture.account_id(1), '[{"symbol": "BNB/USDT", "last": "500"}]');
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0.01, 'closed', jsonb_build_array(
  fixture.trade(1, 'r1', 't1', 0.005, 50000, '-0.5', 'BNB'),
  fixture.trade(1, 'r1', 't2', 0.005, 50000, '-0.501', 'BNB')));
select is(
  fixture.rows('select p.trade_id, trim_scale(p.amount_quote) from lifecycle.fee_prices as p'),
  '(t1,-250)', 'up to its worth it is priced'
);
select is(
  fixture.rows($$ select m.kind, m.detail ->> 'trade_id' from reconciliation.mismatches as m $$),
  '(unpriced_fee,t2)', 'beyond it is a mismatch'
);
select is(
  (select trim_scale(c.realized_pnl) from ledger.capital as c), 250::numeric,
  'and no capital is made of it'
);
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
