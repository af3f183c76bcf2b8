-- Calls with everything defaulted, so that a test names only what it is about. What begins with
-- call runs as the role that the test took; what only looks or prepares runs as the superuser.

-- Tenant n, ready to enter and holding the entry lock of its first symbol.
create or replace function fixture.stage(
  p_n integer, p_exchange text default 'binance', p_market_type text default 'spot'
) returns void
language plpgsql security definer as $$
begin
  perform fixture.make_tenant(p_n, p_exchange, p_market_type);
  perform fixture.make_ready(p_n);
  perform fixture.take_lock(
    p_n, case p_market_type when 'spot' then 'BTC/USDT' else 'BTC/USDT:USDT' end);
end;
$$;

-- A second profile (id p_profile) on the account of tenant n, with 1000 USDT.
create or replace function fixture.add_profile(p_n integer, p_profile integer) returns void
language plpgsql security definer as $$
begin
  perform ops.fn_create_profile(
    fixture.user_id(p_n), fixture.profile_id(p_profile), fixture.account_id(p_n),
    'profile ' || p_profile, 'USDT', 5, 100000,
    (select p.max_leverage from tenancy.profiles as p
      where p.user_id = fixture.user_id(p_n) and p.profile_id = fixture.profile_id(p_n)));
  perform ops.fn_allocate_capital(
    fixture.user_id(p_n), fixture.profile_id(p_profile), fixture.profile_id(p_profile), 1000);
end;
$$;

-- What fn_begin_entry or fn_begin_exit gets when a test changes nothing.
create or replace function fixture.request(p_n integer, p_changes jsonb) returns jsonb
language plpgsql security definer as $$
declare
  v_profile constant uuid :=
    coalesce((p_changes ->> 'profile_id')::uuid, fixture.profile_id(p_n));
  v_user constant uuid := coalesce((p_changes ->> 'user_id')::uuid, fixture.user_id(p_n));
  v_symbol constant text := coalesce(p_changes ->> 'symbol', (
    select case a.market_type when 'spot' then 'BTC/USDT' else 'BTC/USDT:USDT' end
      from tenancy.exchange_accounts as a where a.account_id = fixture.account_id(p_n)));
begin
  return jsonb_build_object(
    'user_id', v_user, 'profile_id', v_profile, 'request_id', 'r1', 'attempt_no', 1,
    'symbol', v_symbol, 'side', 'buy', 'position_side', 'long', 'order_type', 'market',
    'limit_price', null, 'trigger_price', null, 'time_in_force', null, 'is_post_only', false,
    'leverage', 1, 'signal_id', null, 'reason', 'test',
    'owner_token', fixture.token(p_n), 'epoch', meta.current_epoch(),
    'lease_term', (select l.term from locks.account_leases as l
      where l.user_id = v_user and l.account_id = fixture.account_id(p_n)),
    'lock_term', (select l.term from locks.entry_locks as l
      where l.user_id = v_user and l.profile_id = v_profile and l.symbol = v_symbol)
  ) || p_changes;
end;
$$;

create or replace function fixture.call_begin_entry(
  p_n integer, p_changes jsonb default '{}'
) returns jsonb
language plpgsql as $$
declare
  r constant jsonb :=
    fixture.request(p_n, '{"quantity": "0.01"}'::jsonb || p_changes);
begin
  return (select to_jsonb(b) from engine.fn_begin_entry(
    (r ->> 'user_id')::uuid, (r ->> 'profile_id')::uuid, r ->> 'request_id',
    (r ->> 'attempt_no')::integer, r ->> 'symbol', r ->> 'side', r ->> 'order_type',
    (r ->> 'quantity')::numeric, (r ->> 'limit_price')::numeric, (r ->> 'trigger_price')::numeric,
    r ->> 'time_in_force', (r ->> 'is_post_only')::boolean, (r ->> 'leverage')::numeric,
    (r ->> 'signal_id')::uuid, (r ->> 'owner_token')::uuid, (r ->> 'lock_term')::bigint,
    (r ->> 'lease_term')::bigint, (r ->> 'epoch')::bigint) as b);
end;
$$;

create or replace function fixture.call_begin_exit(
  p_n integer, p_changes jsonb default '{}'
) returns jsonb
language plpgsql as $$
declare
  r constant jsonb :=
    fixture.request(p_n, '{"request_id": "x1", "quantity": null}'::jsonb || p_changes);
begin
  return (select to_jsonb(b) from engine.fn_begin_exit(
    (r ->> 'user_id')::uuid, (r ->> 'profile_id')::uuid, r ->> 'request_id',
    (r ->> 'attempt_no')::integer, r ->> 'symbol', r ->> 'position_side', r ->> 'order_type',
    (r ->> 'quantity')::numeric, (r ->> 'limit_price')::numeric, (r ->> 'trigger_price')::numeric,
    r ->> 'time_in_force', (r ->> 'is_post_only')::boolean, r ->> 'reason',
    (r ->> 'signal_id')::uuid, (r ->> 'owner_token')::uuid, (r ->> 'lease_term')::bigint) as b);
end;
$$;

-- The last attempt of a request of profile n.
create or replace function fixture.attempt(
  p_n integer, p_request_id text default 'r1'
) returns lifecycle.attempts
language sql security definer as $$
  select a.*
    from lifecycle.intents as i
    join lifecycle.attempts as a on a.user_id = i.user_id and a.intent_id = i.intent_id
   where i.profile_id = fixture.profile_id(p_n) and i.request_id = p_request_id
   order by a.attempt_no desc limit 1
$$;

create or replace function fixture.intent(
  p_n integer, p_request_id text default 'r1'
) returns lifecycle.intents
language sql security definer as $$
  select i.* from lifecycle.intents as i
   where i.profile_id = fixture.profile_id(p_n) and i.request_id = p_request_id
$$;

-- The newest order of a request of profile n.
create or replace function fixture.order_of(
  p_n integer, p_request_id text default 'r1'
) returns lifecycle.orders
language sql security definer as $$
  select o.* from lifecycle.orders as o
   where o.user_id = (fixture.intent(p_n, p_request_id)).user_id
     and o.intent_id = (fixture.intent(p_n, p_request_id)).intent_id
   order by o.first_seen_at desc limit 1
$$;

-- A unified trade of a request's order (its exchange id is x- and the request id).
create or replace function fixture.trade(
  p_n integer, p_request_id text, p_trade_id text, p_quantity numeric,
  p_price numeric default 50000, p_fee_cost text default '0', p_fee_currency text default 'USDT'
) returns jsonb
language sql security definer as $$
  select fixture.trade_json(
    fixture.attempt(p_n, p_request_id), 'x-' || p_request_id, p_trade_id, p_quantity, p_price,
    p_fee_cost, p_fee_currency)
$$;

-- A unified order of a request.
create or replace function fixture.reading(
  p_n integer, p_request_id text, p_filled numeric, p_status text, p_price numeric default 50000
) returns jsonb
language sql security definer as $$
  select fixture.order_json(
    fixture.attempt(p_n, p_request_id), 'x-' || p_request_id, p_filled, p_status, p_price)
$$;

-- Persist a request's order as the bridge would, entry or exit. Returns what the call answered.
create or replace function fixture.call_persist(
  p_n integer, p_request_id text, p_filled numeric, p_status text, p_trades jsonb default '[]',
  p_price numeric default 50000
) returns jsonb
language plpgsql as $$
declare
  a constant jsonb := to_jsonb(fixture.attempt(p_n, p_request_id));
  o constant jsonb := fixture.reading(p_n, p_request_id, p_filled, p_status, p_price);
begin
  if a ->> 'kind' = 'entry' then
    return (select to_jsonb(r) from engine.fn_persist_entry_lifecycle(
      (a ->> 'user_id')::uuid, (a ->> 'attempt_id')::uuid, o, p_trades) as r);
  end if;
  return (select to_jsonb(r) from engine.fn_persist_exit_lifecycle(
    (a ->> 'user_id')::uuid, (a ->> 'attempt_id')::uuid, o, p_trades) as r);
end;
$$;

-- Two more readings of a request's order, begun now; trades come with the first.
create or replace function fixture.settle(
  p_n integer, p_request_id text, p_filled numeric, p_status text, p_trades jsonb default '[]',
  p_price numeric default 50000
) returns void
language plpgsql security definer as $$
begin
  for i in 1..2 loop
    perform engine.fn_apply_exchange_updates(
      fixture.user_id(p_n), fixture.account_id(p_n), clock_timestamp(),
      jsonb_build_array(fixture.reading(p_n, p_request_id, p_filled, p_status, p_price)),
      case i when 1 then p_trades else '[]' end);
  end loop;
end;
$$;

-- Enter and hold, settled: quantity at a price for a fee, all in one trade.
create or replace function fixture.hold(
  p_n integer, p_request_id text, p_quantity numeric, p_price numeric default 50000,
  p_fee_cost text default '0', p_fee_currency text default 'USDT'
) returns void
language plpgsql security definer as $$
begin
  perform fixture.begin_entry(p_n, p_request_id, p_quantity);
  perform fixture.fill_and_settle(
    fixture.attempt(p_n, p_request_id), 'x-' || p_request_id, p_price, p_fee_cost,
    p_fee_currency);
end;
$$;

-- The attempt of a request is looked for and not found, twice, late enough: not placed.
create or replace function fixture.find_absent(p_n integer, p_request_id text) returns text
language plpgsql security definer as $$
declare
  v_user constant uuid := fixture.user_id(p_n);
  a lifecycle.attempts := fixture.attempt(p_n, p_request_id);
  r record;
begin
  update lifecycle.attempts as t
     set send_deadline = t.created_at, horizon_at = t.created_at
   where t.attempt_id = a.attempt_id;
  for i in 1..2 loop
    update lifecycle.attempts as t
       set absent_first_at = t.absent_first_at - interval '1 minute',
           absent_last_at = t.absent_last_at - interval '1 minute',
           horizon_at = t.horizon_at - interval '1 minute',
           send_deadline = t.send_deadline - interval '1 minute'
     where t.attempt_id = a.attempt_id;
    select b.* into r
      from engine.fn_begin_reconciliation(v_user, a.account_id, fixture.token(p_n), (
        select l.term from locks.account_leases as l
         where l.user_id = v_user and l.account_id = a.account_id), 300) as b;
    perform engine.fn_reconcile(v_user, r.run_id, fixture.token(p_n), r.lock_term,
      '{"open_orders": {"is_complete": true, "rows": []},
        "trades": {"is_complete": true, "rows": []},
        "positions": {"is_complete": true, "rows": []},
        "balances": {"is_complete": true,
          "rows": {"total": {"USDT": "1000000", "BTC": "1000", "ETH": "1000"}}}}');
    perform engine.fn_answer_lookups(v_user, r.run_id, fixture.token(p_n), r.lock_term, (
      select coalesce(jsonb_agg(jsonb_build_object(
               'lookup_id', l.lookup_id, 'outcome', 'not_found')), '[]')
        from reconciliation.lookups as l
       where l.run_id = r.run_id and l.subject_id = a.attempt_id));
    perform engine.fn_finish_reconciliation(v_user, r.run_id, fixture.token(p_n), r.lock_term);
  end loop;
  return (fixture.attempt(p_n, p_request_id)).state;
end;
$$;

-- The four amounts and the state of profile n: allocated, orders, positions, pnl, state.
create or replace function fixture.amounts(p_n integer) returns text
language sql security definer as $$
  select format('%s %s %s %s %s', trim_scale(c.allocated), trim_scale(c.reserved_for_orders),
           trim_scale(c.reserved_for_positions), trim_scale(c.realized_pnl), c.trading_state)
    from ledger.capital as c where c.profile_id = fixture.profile_id(p_n)
$$;

-- The positions of profile n in order of opening: side, state, quantity, cost, pnl; one a line.
create or replace function fixture.positions(p_n integer) returns text
language sql security definer as $$
  select string_agg(format('%s %s %s %s %s', p.side, p.state, trim_scale(p.quantity),
           trim_scale(p.cost_basis), trim_scale(p.realized_pnl)), ', ' order by p.opened_at)
    from lifecycle.positions as p where p.profile_id = fixture.profile_id(p_n)
$$;

-- Set available of profile n to an amount, by allocating or withdrawing.
create or replace function fixture.leave_available(p_n integer, p_amount numeric) returns void
language plpgsql security definer as $$
declare
  v_rest constant numeric := p_amount - (select c.available from ledger.capital as c
    where c.profile_id = fixture.profile_id(p_n));
begin
  if v_rest > 0 then
    perform ops.fn_allocate_capital(
      fixture.user_id(p_n), fixture.profile_id(p_n), gen_random_uuid(), v_rest);
  elsif v_rest < 0 then
    perform ops.fn_withdraw_capital(
      fixture.user_id(p_n), fixture.profile_id(p_n), gen_random_uuid(), -v_rest);
  end if;
end;
$$;

-- What a statement was refused with: the code, a blank and DETAIL; or "not refused".
create or replace function fixture.refusal(p_sql text) returns text
language plpgsql as $$
declare
  v_code text;
  v_detail text;
begin
  execute p_sql;
  return 'not refused';
exception when others then
  get stacked diagnostics v_code = returned_sqlstate, v_detail = pg_exception_detail;
  return trim(v_code || ' ' || v_detail);
end;
$$;

-- The rows of a query as text, one blank between them.
create or replace function fixture.rows(p_sql text) returns text
language plpgsql as $$
declare
  v_rows text;
begin
  execute format('select string_agg(t::text, %L) from (%s) as t', ' ', p_sql) into v_rows;
  return v_rows;
end;
$$;

-- What a begin is refused with, or "not refused".
create or replace function fixture.refused_entry(
  p_n integer, p_changes jsonb default '{}'
) returns text
language sql as $$
  select fixture.refusal(format('select fixture.call_begin_entry(%L, %L)', p_n, p_changes))
$$;

create or replace function fixture.refused_exit(
  p_n integer, p_changes jsonb default '{}'
) returns text
language sql as $$
  select fixture.refusal(format('select fixture.call_begin_exit(%L, %L)', p_n, p_changes))
$$;

-- Which roles may execute a statement: all whom the database itself does not stop (42501).
create or replace function fixture.roles_that_may(p_sql text) returns text[]
language plpgsql as $$
declare
  v_role text;
  v_roles text[] := '{}';
begin
  foreach v_role in array array[
    'anon', 'authenticated', 'service_role', 'tradekeel_auditor', 'tradekeel_bridge',
    'tradekeel_monitor', 'tradekeel_operator'
  ] loop
    begin
      perform set_config('role', v_role, true);
      execute p_sql;
      v_roles := v_roles || v_role;
    exception
      when insufficient_privilege then null;
      when others then v_roles := v_roles || v_role;
    end;
    perform set_config('role', 'none', true);
  end loop;
  return v_roles;
end;
$$;

grant execute on all functions in schema fixture to public;

-- Propose a restatement of profile n, approve it as another person, apply it. Returns its entry.
create or replace function fixture.restate(p_n integer) returns ledger.entries
language plpgsql security definer as $$
declare
  v_change_id constant uuid := ops.fn_propose_restatement(
    fixture.user_id(p_n), fixture.profile_id(p_n), 'restated by a test');
  v_entry ledger.entries;
  v_seq bigint;
begin
  update ops.change_requests set requested_by = 'alice' where change_id = v_change_id;
  perform ops.fn_approve_change(fixture.user_id(p_n), v_change_id);
  v_seq := ops.fn_apply_change(fixture.user_id(p_n), v_change_id);
  select e.* into strict v_entry
    from ledger.entries as e
   where e.user_id = fixture.user_id(p_n) and e.profile_id = fixture.profile_id(p_n)
     and e.seq = v_seq;
  return v_entry;
end;
$$;
