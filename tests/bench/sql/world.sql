-- What the benchmarks trade with: users with one spot account each, ten profiles on an account,
-- each on a symbol of its own, leased to one instance and ready. Rows are written in bulk, as the
-- entry points would leave them.
create schema bench;
grant usage on schema bench to public;

create function bench.id(p_kind text, p_n integer) returns uuid
language sql immutable
return (p_kind || '0000000-0000-4000-8000-' || lpad(p_n::text, 12, '0'))::uuid;

create procedure bench.make_world(p_profiles integer, p_profiles_per_account integer)
language plpgsql
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_later constant timestamptz := v_now + interval '1 hour';
  v_token constant uuid := bench.id('9', 1);
begin
  insert into lifecycle.markets
  select 'binance', 'spot', format('B%s/USDT', s), format('B%s', s), 'USDT', 'USDT',
         1, 0.01, 0.00001, 0.00001, 9000, 5, true, v_now
    from generate_series(0, p_profiles_per_account - 1) as s;
  insert into lifecycle.latest_prices
  select m.exchange, m.market_type, m.symbol, 100, v_later from lifecycle.markets as m;
  insert into health.instances
    (instance_id, owner_token, version, host, epoch, started_at, heartbeat_at)
  values (v_token, v_token, 'bench', 'bench', meta.current_epoch(), v_now, v_now);
  insert into tenancy.users (user_id)
  select bench.id('1', n)
    from generate_series(0, (p_profiles - 1) / p_profiles_per_account) as n;
  insert into tenancy.exchange_accounts
    (user_id, account_id, exchange, market_type, credentials_ref)
  select bench.id('1', n), bench.id('2', n), 'binance', 'spot', 'env:BENCH'
    from generate_series(0, (p_profiles - 1) / p_profiles_per_account) as n;
  insert into locks.account_leases (
    user_id, account_id, owner_token, instance_id, term, epoch, acquired_at, expires_at,
    ready_term, ready_epoch, reconciled_at
  )
  select bench.id('1', n), bench.id('2', n), v_token, v_token, 1, e.epoch, v_now, v_later,
         1, e.epoch, v_later
    from generate_series(0, (p_profiles - 1) / p_profiles_per_account) as n,
         (select meta.current_epoch() as epoch) as e;
  insert into tenancy.profiles (user_id, profile_id, account_id, name, quote_currency)
  select bench.id('1', n / p_profiles_per_account), bench.id('3', n),
         bench.id('2', n / p_profiles_per_account), 'profile ' || n, 'USDT'
    from generate_series(0, p_profiles - 1) as n;
  insert into ledger.capital (user_id, profile_id, account_id, allocated, seq)
  select p.user_id, p.profile_id, p.account_id, 1000, 1 from tenancy.profiles as p;
  insert into ledger.entries (
    user_id, profile_id, seq, kind, source,
    allocated_delta, reserved_for_orders_delta, reserved_for_positions_delta, realized_pnl_delta,
    allocated_after, reserved_for_orders_after, reserved_for_positions_after, realized_pnl_after,
    effective_at, recorded_at
  )
  select p.user_id, p.profile_id, 1, 'allocate', 'allocation:' || p.profile_id,
         1000, 0, 0, 0, 1000, 0, 0, 0, v_now, v_now
    from tenancy.profiles as p;
  insert into locks.entry_locks
    (user_id, profile_id, symbol, owner_token, term, acquired_at, expires_at)
  select bench.id('1', n / p_profiles_per_account), bench.id('3', n),
         format('B%s/USDT', n % p_profiles_per_account), v_token, 1, v_now, v_later
    from generate_series(0, p_profiles - 1) as n;
end;
$$;
