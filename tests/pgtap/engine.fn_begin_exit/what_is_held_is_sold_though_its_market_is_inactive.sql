begin;
select plan(4);

-- the exchange no longer names the market: nothing is bought, what is held can be sold
select fixture.stage(1);
select fixture.hold(1, 'r1', 0.002);
select fixture.take_lock(1, 'BTC/USDT');
update lifecycle.markets set is_active = false;
set local role tradekeel_bridge;
select is(
  fixture.refused_entry(1, '{"request_id": "r2"}'),
  'LCR02 exchange=binance market_type=spot symbol=BTC/USDT', 'no entry'
);
select is(
  fixture.call_begin_exit(1) ->> 'attempt_state', 'submitting', 'an exit'
);
select is(
  fixture.refused_exit(1, '{"request_id": "x2", "symbol": "NO/USDT"}'),
  'LCR02 exchange=binance market_type=spot symbol=NO/USDT', 'not of what nobody knows'
);
reset role;
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
