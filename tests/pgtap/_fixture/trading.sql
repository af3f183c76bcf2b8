-- Tenants and the path of an order, for suites. Everything goes through the entry points; definers
-- of the superuser, so that a test may call them whatever role it has taken.
create schema if not exists fixture;
grant usage on schema fixture to public;

create or replace function fixture.user_id(p_n integer) returns uuid
language sql immutable as $$
  select ('11111111-0000-4000-8000-' || lpad(p_n::text, 12, '0'))::uuid
$$;
create or replace function fixture.account_id(p_n integer) returns uuid
language sql immutable as $$
  select ('22222222-0000-4000-8000-' || lpad(p_n::text, 12, '0'))::uuid
$$;
create or replace function fixture.profile_id(p_n integer) returns uuid
language sql immutable as $$
  select ('33333333-0000-4000-8000-' || lpad(p_n::text, 12, '0'))::uuid
$$;
create or replace function fixture.token(p_n integer) returns uuid
language sql immutable as $$
  select ('44444444-0000-4000-8000-' || lpad(p_n::text, 12, '0'))::uuid
$$;

-- User n with account n, profile n (1000 USDT), markets, price 50000, instance token n.
create or replace function fixture.make_tenant(
  p_n integer, p_exchange text default 'binance', p_market_type text default 'spot'
) returns void
language plpgsql security definer as $$
declare
  v_symbol constant text := case p_market_type when 'spot' then 'BTC/USDT' else 'BTC/USDT:USDT' end;
  v_other constant text := case p_market_type when 'spot' then 'ETH/USDT' else 'ETH/USDT:USDT' end;
begin
  perform ops.fn_create_user(fixture.user_id(p_n));
  perform ops.fn_create_account(
    fixture.user_id(p_n), fixture.account_id(p_n), p_exchange, p_market_type, 'one_way',
    'env:FIXTURE', 'report');
  perform ops.fn_create_profile(
    fixture.user_id(p_n), fixture.profile_id(p_n), fixture.account_id(p_n), 'profile ' || p_n,
    'USDT', 5, 100000, case p_market_type when 'spot' then 1 else 10 end);
  perform ops.fn_allocate_capital(
    fixture.user_id(p_n), fixture.profile_id(p_n), fixture.profile_id(p_n), 1000);
  -- What is told is numbered from 1: the story of a test begins here.
  delete from tenancy.broadcasts as b where b.user_id = fixture.user_id(p_n);
  update ledger.capital as c set event_seq = 0 where c.user_id = fixture.user_id(p_n);
  perform engine.fn_refresh_markets(fixture.user_id(p_n), fixture.account_id(p_n),
    jsonb_build_array(
    jsonb_build_object('symbol', v_symbol, 'base', 'BTC', 'quote', 'USDT', 'settle', 'USDT',
      'price_tick', '0.01', 'quantity_step', '0.00001', 'min_quantity', '0.00001',
      'max_quantity', '9000', 'min_cost', '5', 'contract_size', '1', 'is_active', true),
    jsonb_build_object('symbol', v_other, 'base', 'ETH', 'quote', 'USDT', 'settle', 'USDT',
      'price_tick', '0.01', 'quantity_step', '0.0001', 'min_quantity', '0.0001',
      'max_quantity', '9000', 'min_cost', '5', 'contract_size', '1', 'is_active', true)));
  perform engine.fn_record_prices(fixture.user_id(p_n), fixture.account_id(p_n), jsonb_build_array(
    jsonb_build_object('symbol', v_symbol, 'last', '50000'),
    jsonb_build_object('symbol', v_other, 'last', '2000')));
  perform engine.fn_start_instance(fixture.token(p_n), fixture.token(p_n), 'fixture', 'fixture');
end;
$$;

-- Lease account n to token n and finish a complete, empty reconciliation. Returns the lease term.
create or replace function fixture.make_ready(p_n integer) returns bigint
language plpgsql security definer as $$
declare
  v_term bigint;
  r record;
begin
  select l.term into v_term
    from engine.fn_lease_account(
      fixture.user_id(p_n), fixture.account_id(p_n), fixture.token(p_n), fixture.token(p_n), 300
    ) as l;
  select b.* into r
    from engine.fn_begin_reconciliation(
      fixture.user_id(p_n), fixture.account_id(p_n), fixture.token(p_n), v_term, 300) as b;
  perform engine.fn_reconcile(
    fixture.user_id(p_n), r.run_id, fixture.token(p_n), r.lock_term,
    '{"open_orders": {"is_complete": true, "rows": []}, "trades": {"is_complete": true, "rows": []},
      "positions": {"is_complete": true, "rows": []},
      "balances": {"is_complete": true,
        "rows": {"total": {"USDT": "1000000", "BTC": "1000", "ETH": "1000"}}},
      "history": {"is_complete": true, "rows": []}}');
  perform engine.fn_finish_reconciliation(
    fixture.user_id(p_n), r.run_id, fixture.token(p_n), r.lock_term);
  return v_term;
end;
$$;

-- Take the entry lock of profile n on a symbol for token n. Returns the lock term.
create or replace function fixture.take_lock(p_n integer, p_symbol text) returns bigint
language sql security definer as $$
  select l.term
    from engine.fn_acquire_entry_lock(
      fixture.user_id(p_n), fixture.profile_id(p_n), p_symbol, fixture.token(p_n), 300) as l
$$;

-- Begin a market buy for profile n (lock taken here). Returns the attempt's row.
create or replace function fixture.begin_entry(
  p_n integer, p_request_id text, p_quantity numeric, p_symbol text default 'BTC/USDT'
) returns lifecycle.attempts
language plpgsql security definer as $$
declare
  v_attempt lifecycle.attempts;
  v_id uuid;
begin
  select b.attempt_id into v_id
    from engine.fn_begin_entry(
      fixture.user_id(p_n), fixture.profile_id(p_n), p_request_id, 1, p_symbol, 'buy', 'market',
      p_quantity, null, null, null, false, 1, null, fixture.token(p_n),
      fixture.take_lock(p_n, p_symbol),
      (select l.term from locks.account_leases as l
        where l.user_id = fixture.user_id(p_n) and l.account_id = fixture.account_id(p_n)),
      meta.current_epoch()) as b;
  select a.* into strict v_attempt from lifecycle.attempts as a where a.attempt_id = v_id;
  return v_attempt;
end;
$$;

-- Begin a market sell of profile n's long; quantity null means all. Returns the attempt's row.
create or replace function fixture.begin_exit(
  p_n integer, p_request_id text, p_quantity numeric, p_symbol text default 'BTC/USDT'
) returns lifecycle.attempts
language plpgsql security definer as $$
declare
  v_attempt lifecycle.attempts;
  v_id uuid;
begin
  select b.attempt_id into v_id
    from engine.fn_begin_exit(
      fixture.user_id(p_n), fixture.profile_id(p_n), p_request_id, 1, p_symbol, 'long', 'market',
      p_quantity, null, null, null, false, 'test', null, fixture.token(p_n),
      (select l.term from locks.account_leases as l
        where l.user_id = fixture.user_id(p_n) and l.account_id = fixture.account_id(p_n))) as b;
  select a.* into strict v_attempt from lifecycle.attempts as a where a.attempt_id = v_id;
  return v_attempt;
end;
$$;

-- A unified order as ccxt gives it, for an attempt.
create or replace function fixture.order_json(
  p_attempt lifecycle.attempts, p_exchange_id text, p_filled numeric, p_status text,
  p_price numeric default 50000
) returns jsonb
language sql security definer as $$
  select jsonb_build_object(
    'id', p_exchange_id, 'clientOrderId', p_attempt.client_order_text, 'symbol', i.symbol,
    'side', i.side, 'type', i.order_type, 'amount', i.quantity::text, 'filled', p_filled::text,
    'remaining', (i.quantity - p_filled)::text, 'cost', (p_filled * p_price)::text,
    'average', case when p_filled > 0 then p_price::text end, 'status', p_status,
    'timestamp', floor(extract(epoch from clock_timestamp()) * 1000)::bigint)
    from lifecycle.intents as i
   where i.user_id = p_attempt.user_id and i.intent_id = p_attempt.intent_id
$$;

-- A unified trade as ccxt gives it, for an attempt's order.
create or replace function fixture.trade_json(
  p_attempt lifecycle.attempts, p_exchange_id text, p_trade_id text, p_quantity numeric,
  p_price numeric default 50000, p_fee_cost text default '0', p_fee_currency text default 'USDT'
) returns jsonb
language sql security definer as $$
  select jsonb_build_object(
    'id', p_trade_id, 'order', p_exchange_id, 'symbol', p_attempt.symbol, 'side', p_attempt.side,
    'price', p_price::text, 'amount', p_quantity::text, 'cost', (p_quantity * p_price)::text,
    'timestamp', floor(extract(epoch from clock_timestamp()) * 1000)::bigint,
    'fee', jsonb_build_object('cost', p_fee_cost, 'currency', p_fee_currency))
$$;

-- Fill an attempt completely in one trade, and read it twice more so that it settles.
create or replace function fixture.fill_and_settle(
  p_attempt lifecycle.attempts, p_exchange_id text, p_price numeric default 50000,
  p_fee_cost text default '0', p_fee_currency text default 'USDT'
) returns void
language plpgsql security definer as $$
declare
  v_quantity numeric;
  v_order jsonb;
begin
  select i.quantity into v_quantity
    from lifecycle.intents as i
   where i.user_id = p_attempt.user_id and i.intent_id = p_attempt.intent_id;
  v_order := fixture.order_json(p_attempt, p_exchange_id, v_quantity, 'closed', p_price);
  if p_attempt.kind = 'entry' then
    perform engine.fn_persist_entry_lifecycle(
      p_attempt.user_id, p_attempt.attempt_id, v_order, jsonb_build_array(fixture.trade_json(
        p_attempt, p_exchange_id, 't-' || p_exchange_id, v_quantity, p_price, p_fee_cost,
        p_fee_currency)));
  else
    perform engine.fn_persist_exit_lifecycle(
      p_attempt.user_id, p_attempt.attempt_id, v_order, jsonb_build_array(fixture.trade_json(
        p_attempt, p_exchange_id, 't-' || p_exchange_id, v_quantity, p_price, p_fee_cost,
        p_fee_currency)));
  end if;
  perform fixture.read_again(p_attempt, v_order);
  perform fixture.read_again(p_attempt, v_order);
end;
$$;

-- One more reading of an order, begun now.
create or replace function fixture.read_again(
  p_attempt lifecycle.attempts, p_order jsonb
) returns void
language plpgsql security definer as $$
begin
  perform engine.fn_apply_exchange_updates(
    p_attempt.user_id, p_attempt.account_id, clock_timestamp(), jsonb_build_array(p_order), '[]');
end;
$$;

-- A hash over every row of every table of ours except clocks of the applier: equal before and
-- after a refused call means that nothing was written. Without the tables whose names begin with
-- p_without where a call says so (ops.audit: the record and its seals).
create or replace function fixture.digest(p_without text default '') returns text
language plpgsql security definer as $$
declare
  v_table text;
  v_hash text;
  v_all text := '';
begin
  for v_table in
    select c.oid::regclass::text
      from pg_catalog.pg_class as c
      join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
     where n.nspname in
             ('tenancy', 'ledger', 'lifecycle', 'locks', 'reconciliation', 'health', 'ops', 'meta')
       and c.relkind in ('r')
       and (p_without = '' or not starts_with(c.oid::regclass::text, p_without)) order by 1
  loop
    execute format(
      'select md5(coalesce(string_agg(t::text, %L order by t::text), %L)) from %s as t',
      '|', '', v_table) into v_hash;
    v_all := v_all || v_table || v_hash;
  end loop;
  return md5(v_all);
end;
$$;

-- Become a tenant's client for the rest of the transaction.
create or replace function fixture.act_as_tenant(p_n integer) returns void
language plpgsql as $$
begin
  perform set_config('request.jwt.claims', jsonb_build_object(
    'sub', fixture.user_id(p_n), 'role', 'authenticated')::text, true);
  perform set_config('role', 'authenticated', true);
end;
$$;

grant execute on all functions in schema fixture to public;
