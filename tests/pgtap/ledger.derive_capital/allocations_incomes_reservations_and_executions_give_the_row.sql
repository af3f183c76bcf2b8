begin;
select plan(3);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01, 50000, '0.5');
select fixture.take_lock(1, 'ETH/USDT');
select fixture.call_begin_entry(
  1, '{"request_id": "r2", "symbol": "ETH/USDT", "quantity": "0.01"}');
select ops.fn_withdraw_capital(fixture.user_id(1), fixture.profile_id(1), fixture.token(5), 100);
select ledger.post(fixture.user_id(1), fixture.profile_id(1), 'funding',
  'income:' || fixture.token(6), 0, 0, 0, -1.25, true, clock_timestamp(), '{}');
select is(fixture.amounts(1), '900 20.2404 500 -1.75 active', 'the row');
select is(
  fixture.rows($$ select trim_scale(d.allocated), trim_scale(d.reserved_for_orders),
    trim_scale(d.reserved_for_positions), trim_scale(d.realized_pnl)
    from ledger.derive_capital(fixture.user_id(1), fixture.profile_id(1)) as d $$),
  '(900,20.2404,500,-1.75)', 'is what everything below it gives'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
