-- One thing at a time is made otherwise, and taken back.
begin;
select plan(5);

select fixture.stage(1);
select fixture.begin_entry(1, 'r0', 0.003);
select fixture.fill_and_settle(fixture.attempt(1, 'r0'), 'x-r0', 50000);
select fixture.take_lock(1, 'BTC/USDT');
select fixture.stage(2, 'binanceusdm', 'swap');
select fixture.take_lock(2, 'BTC/USDT:USDT');
update tenancy.profiles set max_leverage = 2 where profile_id = fixture.profile_id(2);
create function pg_temp.is_reserved(p_change text, p_ask jsonb) returns boolean
language plpgsql as $$
declare
  a constant jsonb := jsonb_build_object(
    'n', 1, 'symbol', 'BTC/USDT', 'request_id', 'r1', 'side', 'buy', 'type', 'limit',
    'quantity', '0.003', 'price', '50000', 'leverage', '1', 'post_only', false) || p_ask;
  v_n constant integer := a ->> 'n';
  v_seq constant bigint := (select sum(c.seq) from ledger.capital as c);
  v_lock constant bigint := (
    select l.term from locks.entry_locks as l where l.symbol = a ->> 'symbol');
  v_lease constant bigint := fixture.lease_term(v_n);
  v_plan lifecycle.entry_plan;
begin
  execute p_change;
  v_plan := lifecycle.reserve_entry(
    fixture.user_id(v_n), fixture.profile_id(v_n), a ->> 'request_id', a ->> 'symbol', a ->> 'side',
    case a ->> 'side' when 'buy' then 'long' else 'short' end,
    (a ->> 'type', (a ->> 'quantity')::numeric, (a ->> 'price')::numeric, null,
     a ->> 'time_in_force', (a ->> 'post_only')::boolean)::lifecycle.order_terms,
    (a ->> 'leverage')::numeric, fixture.token(v_n), v_lock, v_lease, 1);
  if (v_plan.attempt_id is null) <> (v_seq = (select sum(c.seq) from ledger.capital as c)) then
    raise exception 'what is said is not what was done';
  end if;
  raise exception using errcode = 'P0009';
exception when sqlstate 'P0009' then
  return v_plan.attempt_id is not null;
end;
$$;
create temporary table case_of as select * from (values
  ('installation', 'paused', $$ update meta.installation
      set paused_at = clock_timestamp(), paused_by = 'x', pause_reason = 'x' $$, '{}'::jsonb),
  ('installation', 'another server', $$ update meta.installation
      set system_identifier = system_identifier + 1 $$, '{}'),
  ('installation', 'another timeline', $$ update meta.installation
      set timeline = timeline + 1 $$, '{}'),
  ('installation', 'another database', $$ update meta.installation
      set database_oid = database_oid + 1 $$, '{}'),
  ('installation', 'another epoch', 'update meta.installation set epoch = epoch + 1', '{}'),
  ('user', 'suspended', 'update tenancy.users set is_suspended = true', '{}'),
  ('user', 'capped', 'update tenancy.users set max_exposure = 1e9', '{}'),
  ('account', 'halted', $$ update tenancy.exchange_accounts
      set state = 'halted', halt_reason = 'x', halted_at = clock_timestamp() $$, '{}'),
  ('account', 'capped', 'update tenancy.exchange_accounts set max_exposure = 1e9', '{}'),
  ('lease', 'over', 'update locks.account_leases set expires_at = clock_timestamp()', '{}'),
  ('lease', 'of another', 'update locks.account_leases set owner_token = gen_random_uuid()', '{}'),
  ('lease', 'of a later term', $$ update locks.account_leases
      set term = term + 1, ready_term = ready_term + 1 $$, '{}'),
  ('lease', 'of an epoch before', $$ update locks.account_leases
      set epoch = epoch - 1, ready_epoch = ready_epoch - 1 $$, '{}'),
  ('lease', 'ready in another term', $$ update locks.account_leases
      set ready_term = ready_term - 1 $$, '{}'),
  ('lease', 'ready in another epoch', $$ update locks.account_leases
      set ready_epoch = ready_epoch - 1 $$, '{}'),
  ('lease', 'ready long ago', $$ update locks.account_leases
      set reconciled_at = clock_timestamp() - interval '301 s' $$, '{}'),
  ('lock', 'over', 'update locks.entry_locks set expires_at = clock_timestamp()', '{}'),
  ('lock', 'of another', 'update locks.entry_locks set owner_token = gen_random_uuid()', '{}'),
  ('lock', 'of a later term', 'update locks.entry_locks set term = term + 1', '{}'),
  ('lock', 'of another symbol', $$ update locks.entry_locks
      set symbol = 'ETH/USDT' where symbol = 'BTC/USDT' $$, '{}'),
  ('market', 'inactive', 'update lifecycle.markets set is_active = false', '{}'),
  ('market', 'another currency', $$ update tenancy.profiles set quote_currency = 'EUR' $$, '{}'),
  ('market', 'steps', 'update lifecycle.markets set quantity_step = 0.002', '{}'),
  ('market', 'ticks', 'update lifecycle.markets set price_tick = 70000', '{}'),
  ('market', 'minimum', 'update lifecycle.markets set min_quantity = 0.0031', '{}'),
  ('market', 'maximum', 'update lifecycle.markets set max_quantity = 0.0029', '{}'),
  ('market', 'minimum cost', 'update lifecycle.markets set min_cost = 150.01', '{}'),
  ('market', 'no leverage on spot', 'update tenancy.profiles set max_leverage = 5',
    '{"leverage": "2"}'),
  ('market', 'leverage that is no number', 'select', '{"leverage": "NaN"}'),
  ('market', 'no short on spot', $$ update lifecycle.positions
      set side = 'short' $$, '{"side": "sell"}'),
  ('market', 'a time in force that is not taken', $$ update meta.exchanges
      set times_in_force = '{GTC}' $$, '{"time_in_force": "IOC"}'),
  ('market', 'post-only is not taken', 'update meta.exchanges set is_post_only_known = false',
    '{"post_only": true}'),
  ('market', 'no price', 'delete from lifecycle.latest_prices',
    '{"type": "market", "price": null}'),
  ('market', 'an old price', $$ update lifecycle.latest_prices
      set observed_at = clock_timestamp() - interval '16 s' $$,
    '{"type": "market", "price": null}'),
  ('market', 'more leverage than the profile has', 'select',
    '{"n": 2, "symbol": "BTC/USDT:USDT", "leverage": "3"}'),
  ('profile', 'no more positions', 'update tenancy.profiles set max_open_positions = 0', '{}'),
  ('profile', 'cost', 'update tenancy.profiles set max_order_cost = 149.99', '{}'),
  ('profile', 'the request is known', 'select', '{"request_id": "r0"}'),
  ('profile', 'an order is not settled', $$ update lifecycle.orders
      set settled_at = null $$, '{}'),
  ('profile', 'another entry is not settled', $$ update lifecycle.intents
      set settled_at = null, outcome = null $$, '{}'),
  ('profile', 'the other side is held', $$ update lifecycle.positions set side = 'short' $$, '{}'),
  ('capital', 'paused', $$ update ledger.capital set trading_state = 'paused' $$, '{}'),
  ('capital', 'paused by the tenant', $$ update ledger.capital
      set tenant_paused_at = clock_timestamp() $$, '{}'),
  ('capital', 'too little', $$ update ledger.capital
      set allocated = reserved_for_orders + reserved_for_positions - realized_pnl + 150 $$, '{}'),
  ('capital', 'the cushion', $$ update tenancy.profiles set cushion_rate = 1 $$, '{}'),
  ('capital', 'a cooldown that may run', $$ with p as (
      update tenancy.profiles set loss_cooldown_seconds = 1)
      update ledger.capital set last_loss_at = clock_timestamp() $$, '{}'),
  ('capital', 'the day''s loss', $$ with p as (update tenancy.profiles set max_daily_loss = 1)
      update ledger.capital set pnl_day = (clock_timestamp() at time zone 'utc')::date,
             pnl_of_day = -1 $$, '{}')
) as v (of_what, what, change, ask);

select ok(pg_temp.is_reserved('select', '{}'), 'a limit');
select ok(
  pg_temp.is_reserved('select', '{"type": "market", "price": null}'), 'at the market'
);
select ok(
  pg_temp.is_reserved('select', '{"time_in_force": "IOC"}')
  and pg_temp.is_reserved('select', '{"post_only": true}'), 'IOC, post-only'
);
select ok(
  pg_temp.is_reserved(
    'select', '{"n": 2, "symbol": "BTC/USDT:USDT", "leverage": "2", "side": "sell"}'),
  'a short with leverage'
);
select is_empty(
  'select c.of_what, c.what from case_of as c where pg_temp.is_reserved(c.change, c.ask)',
  'nothing is reserved against anything that speaks against it'
);

select * from finish();
rollback;
