-- Two tenants in the middle of trading; every kind of thing that an argument can name exists.

update meta.settings set value = maximum where key = 'price_max_age_ms';

-- Tenant 1, spot: a position under a stop with an exit resting, an entry half filled that is being
-- cancelled, an entry being sent, one unknown, a closed position, a second profile.
select fixture.make_tenant(1);
select fixture.add_profile(1, 3);
select fixture.add_profile(1, 4);
select engine.fn_refresh_markets(fixture.user_id(1), fixture.account_id(1), (
  select jsonb_agg(jsonb_build_object(
           'symbol', s || '/USDT', 'base', s, 'quote', 'USDT', 'settle', 'USDT',
           'price_tick', '0.01', 'quantity_step', '0.0001', 'min_quantity', '0.0001',
           'max_quantity', '9000', 'min_cost', '5', 'contract_size', '1', 'is_active', true))
    from unnest(array['BTC', 'ETH', 'SOL', 'XRP', 'ADA', 'DOT', 'LTC']) as s));
select engine.fn_record_prices(fixture.user_id(1), fixture.account_id(1),
  '[{"symbol": "SOL/USDT", "last": "100"}, {"symbol": "XRP/USDT", "last": "10"},
    {"symbol": "ADA/USDT", "last": "50"}, {"symbol": "BNB/USDT", "last": "600"},
    {"symbol": "DOT/USDT", "last": "100"}, {"symbol": "LTC/USDT", "last": "100"},
    {"symbol": "unreadable", "last": 1.5}]');
select fixture.limit_profile(1, '{"stop_loss_rate": 0.05, "trailing_stop_rate": 0.1}');
select fixture.make_ready(1);
select fixture.hold(1, 'h1', 0.002);
select fixture.begin_entry(1, 'p1', 0.05, 'ETH/USDT');
select fixture.call_persist(1, 'p1', 0.02, 'open',
  jsonb_build_array(fixture.trade(1, 'p1', 't1', 0.02, 2000, '0.00002', 'ETH')), 2000);
select fixture.begin_exit(1, 'x1', 0.001);
select fixture.call_persist(1, 'x1', 0, 'open');
select engine.fn_acquire_entry_lock(
  fixture.user_id(1), fixture.profile_id(3), 'SOL/USDT', fixture.token(1), 300);
select fixture.call_begin_entry(1, jsonb_build_object('profile_id', fixture.profile_id(3),
  'request_id', 's1', 'quantity', '1', 'symbol', 'SOL/USDT'));
select engine.fn_acquire_entry_lock(
  fixture.user_id(1), fixture.profile_id(3), 'XRP/USDT', fixture.token(1), 300);
select fixture.call_begin_entry(1, jsonb_build_object('profile_id', fixture.profile_id(3),
  'request_id', 'u1', 'quantity', '5', 'symbol', 'XRP/USDT'));
select engine.fn_acquire_entry_lock(
  fixture.user_id(1), fixture.profile_id(3), 'ADA/USDT', fixture.token(1), 300);
select fixture.call_begin_entry(1, jsonb_build_object('profile_id', fixture.profile_id(3),
  'request_id', 'c1', 'quantity', '1', 'symbol', 'ADA/USDT'));
select fixture.fill_and_settle(fixture.attempt(3, 'c1'), 'x-c1', 50, '0.01', 'BNB');
select fixture.call_begin_exit(1, jsonb_build_object('profile_id', fixture.profile_id(3),
  'request_id', 'cx1', 'symbol', 'ADA/USDT'));
select fixture.fill_and_settle(fixture.attempt(3, 'cx1'), 'x-cx1', 55);

-- Tenant 2, swaps: a short with leverage, a resting limit, funding.
select fixture.make_tenant(2, 'binanceusdm', 'swap');
select engine.fn_refresh_markets(fixture.user_id(2), fixture.account_id(2), (
  select jsonb_agg(jsonb_build_object(
           'symbol', s || '/USDT:USDT', 'base', s, 'quote', 'USDT', 'settle', 'USDT',
           'price_tick', '0.01', 'quantity_step', '0.0001', 'min_quantity', '0.0001',
           'max_quantity', '9000', 'min_cost', '5', 'contract_size', '1', 'is_active', true))
    from unnest(array['BTC', 'ETH', 'SOL']) as s));
select engine.fn_record_prices(fixture.user_id(2), fixture.account_id(2),
  '[{"symbol": "SOL/USDT:USDT", "last": "100"}, {"symbol": "unreadable", "last": 1.5}]');
select fixture.make_ready(2);
select fixture.take_position(2, 'h2', 0.01, 'sell', 50000, 5);
select fixture.rest_order(2, 'r2', 0.1, 'ETH/USDT:USDT');
select fixture.call_incomes(2, jsonb_build_array(
  fixture.income(2), fixture.income(2, '{"id": "i-unpriced", "currency": "XXX"}')));

-- What is under way: an unknown attempt, a cancel, signals, changes, a run with look-ups asked.
select engine.fn_record_unknown(
  a.user_id, a.attempt_id, fixture.token(1), '{}') from fixture.attempt(3, 'u1') as a;
-- It is old enough for a person to decide about it.
update lifecycle.attempts as a
   set send_deadline = a.send_deadline - interval '1 minute',
       horizon_at = a.horizon_at - interval '1 minute',
       created_at = a.created_at - interval '1 minute'
 where a.attempt_id = (fixture.attempt(3, 'u1')).attempt_id;
select fixture.call_begin_cancel(1, 'p1');
select ops.fn_propose_correction(fixture.user_id(1), fixture.profile_id(1), 1, 'world');
update ops.change_requests set requested_by = 'alice';
select ops.fn_approve_change(c.user_id, c.change_id) from fixture.change_of(1) as c;
select ops.fn_propose_correction(fixture.user_id(1), fixture.profile_id(3), 1, 'world');
update ops.change_requests set requested_by = 'alice';
select ops.fn_propose_correction(fixture.user_id(2), fixture.profile_id(2), 1, 'world');
do $$
begin
  for n in 1..2 loop
    perform set_config('request.jwt.claims', jsonb_build_object(
      'sub', fixture.user_id(n), 'role', 'authenticated')::text, true);
    perform api.fn_request_exit(fixture.user_id(n)::text, fixture.profile_id(n)::text, 'sig-x',
      fixture.symbol_of(n), case n when 1 then 'sell' else 'buy' end, 'market', null, null, null,
      null, 'false', '3600');
    perform engine.fn_claim_signals(fixture.user_id(n), fixture.account_id(n), fixture.token(n),
      fixture.lease_term(n), 10);
    perform api.fn_request_entry(fixture.user_id(n)::text, fixture.profile_id(n)::text, 'sig-e',
      'ETH/USDT' || case n when 1 then '' else ':USDT' end, 'buy', 'limit', '0.01', '1900', null,
      null, 'false', '1', '3600');
  end loop;
end;
$$;
select fixture.call_begin_run(1);
select fixture.call_reconcile(1, fixture.document(jsonb_build_array(
  fixture.reading(1, 'p1', 0.02, 'open', 2000), fixture.reading(1, 'x1', 0, 'open'))));
select fixture.call_begin_run(2);

-- Locks that are held, to enter with.
select engine.fn_acquire_entry_lock(
  fixture.user_id(1), fixture.profile_id(1), 'DOT/USDT', fixture.token(1), 600);
select engine.fn_acquire_entry_lock(
  fixture.user_id(1), fixture.profile_id(3), 'LTC/USDT', fixture.token(1), 600);
select engine.fn_acquire_entry_lock(
  fixture.user_id(2), fixture.profile_id(2), 'SOL/USDT:USDT', fixture.token(2), 600);
