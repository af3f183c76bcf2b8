begin;
select plan(2);

select fixture.stage(1, 'binanceusdm', 'swap');
select fixture.call_begin_entry(1);
select fixture.call_persist(
  1, 'r1', 0.01, 'closed', jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.01)));
select fixture.settle(1, 'r1', 0.01, 'closed');
select engine.fn_apply_exchange_updates(
  fixture.user_id(1), fixture.account_id(1), clock_timestamp(),
  jsonb_build_array(jsonb_build_object('id', '7', 'symbol', 'BTC/USDT:USDT', 'side', 'sell',
    'amount', '0.01', 'filled', '0.01', 'average', '1', 'cost', '0.01', 'status', 'closed',
    'isConditional', false, 'isForced', true,
    'fees', jsonb_build_array('{"currency": "USDT", "cost": "900"}'::jsonb))), '[]');
select is(
  (select c.trading_state || ' ' || (c.available < 0) from ledger.capital as c),
  'breached true', 'what happened is recorded'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
