-- Floor 2 of the lifecycle: one bare function a transaction. It writes the rows that the entry
-- points leave, each row once a transaction, reads nothing, decides nothing and checks nothing.

create function bench.begin_entry(p_n integer, p_per_account integer)
returns table (attempt_id uuid, client_order_text text)
language plpgsql
as $$
declare
  v_user constant uuid := bench.id('1', p_n / p_per_account);
  v_account constant uuid := bench.id('2', p_n / p_per_account);
  v_profile constant uuid := bench.id('3', p_n);
  v_symbol constant text := format('B%s/USDT', p_n % p_per_account);
  v_now constant timestamptz := clock_timestamp();
  v_attempt constant uuid := gen_random_uuid();
  v_client constant uuid := gen_random_uuid();
  v_intent uuid;
  c ledger.capital;
begin
  update ledger.capital as x
     set reserved_for_orders = x.reserved_for_orders + 10.02, seq = x.seq + 1, changed_at = v_now,
         pnl_day = (v_now at time zone 'utc')::date
   where x.user_id = v_user and x.profile_id = v_profile
  returning x.* into c;
  insert into tenancy.claims (user_id, account_id, exclusivity_key, profile_id)
  values (v_user, v_account, format('B%s', p_n % p_per_account), v_profile);
  insert into lifecycle.intents (
    user_id, profile_id, account_id, kind, request_id, input_hash, symbol, side, position_side,
    order_type, quantity, limit_price, time_in_force, reason
  ) values (
    v_user, v_profile, v_account, 'entry', 'entry', repeat('0', 64), v_symbol, 'buy', 'long',
    'limit', 0.1, 100, 'GTC', 'signal'
  ) returning intent_id into v_intent;
  insert into lifecycle.attempts (
    user_id, attempt_id, intent_id, attempt_no, profile_id, account_id, kind, symbol, side,
    client_order_id, client_order_text, owner_token, lock_term, lease_term, epoch,
    send_deadline, horizon_at, lag_ms
  ) values (
    v_user, v_attempt, v_intent, 1, v_profile, v_account, 'entry', v_symbol, 'buy',
    v_client, replace(v_client::text, '-', ''), bench.id('9', 1), 1, 1, 1,
    v_now + interval '5 s', v_now + interval '20 s', 2000
  );
  insert into ledger.reservations (user_id, attempt_id, profile_id, amount)
  values (v_user, v_attempt, v_profile, 10.02);
  insert into ledger.entries (
    user_id, profile_id, seq, kind, source,
    allocated_delta, reserved_for_orders_delta, reserved_for_positions_delta, realized_pnl_delta,
    allocated_after, reserved_for_orders_after, reserved_for_positions_after, realized_pnl_after,
    effective_at, recorded_at
  ) values (
    v_user, v_profile, c.seq, 'reserve', 'attempt:' || v_attempt, 0, 10.02, 0, 0,
    c.allocated, c.reserved_for_orders, c.reserved_for_positions, c.realized_pnl, v_now, v_now
  );
  return query select v_attempt, replace(v_client::text, '-', '');
end;
$$;

create function bench.persist_entry(
  p_n integer, p_per_account integer, p_attempt uuid, p_client text
) returns uuid
language plpgsql
as $$
declare
  v_user constant uuid := bench.id('1', p_n / p_per_account);
  v_account constant uuid := bench.id('2', p_n / p_per_account);
  v_profile constant uuid := bench.id('3', p_n);
  v_symbol constant text := format('B%s/USDT', p_n % p_per_account);
  v_exchange constant text := 'e-' || p_n;
  v_now constant timestamptz := clock_timestamp();
  v_order constant uuid := gen_random_uuid();
  v_position constant uuid := gen_random_uuid();
  v_intent uuid;
  c ledger.capital;
begin
  update ledger.capital as x
     set reserved_for_orders = x.reserved_for_orders - 10.01,
         reserved_for_positions = x.reserved_for_positions + 10,
         realized_pnl = x.realized_pnl - 0.01, pnl_of_day = x.pnl_of_day - 0.01,
         seq = x.seq + 1, event_seq = x.event_seq + 1, changed_at = v_now
   where x.user_id = v_user and x.profile_id = v_profile
  returning x.* into c;
  update lifecycle.attempts as a
     set state = 'confirmed', resolved_at = v_now
   where a.user_id = v_user and a.attempt_id = p_attempt
  returning a.intent_id into v_intent;
  insert into lifecycle.orders (
    user_id, order_id, profile_id, account_id, intent_id, attempt_id, kind, symbol, side,
    order_type, exchange_order_id, client_order_text, price, quantity, filled, cost, average,
    status, raw_status, revision, posted_quantity, posted_cost, posted_fee_quote, traded_quantity,
    exchange_at, terminal_at, last_reading_at
  ) values (
    v_user, v_order, v_profile, v_account, v_intent, p_attempt, 'entry', v_symbol, 'buy',
    'limit', v_exchange, p_client, 100, 0.1, 0.1, 10, 100, 'closed', 'closed', 1,
    0.1, 10, 0.01, 0.1, v_now, v_now, v_now
  );
  insert into lifecycle.fills (
    user_id, account_id, symbol, exchange_order_id, trade_id, side, order_id, profile_id,
    price, quantity, cost, fees, fee_quote, executed_at
  ) values (
    v_user, v_account, v_symbol, v_exchange, 't-' || p_n, 'buy', v_order, v_profile,
    100, 0.1, 10, '[{"cost": "0.01", "currency": "USDT"}]', 0.01, v_now
  );
  insert into lifecycle.positions (
    user_id, position_id, profile_id, account_id, symbol, side, quantity, cost_basis, notional,
    entered_quantity, entered_notional, realized_pnl, fees_quote
  ) values (
    v_user, v_position, v_profile, v_account, v_symbol, 'long', 0.1, 10, 10, 0.1, 10, -0.01, 0.01
  );
  update lifecycle.intents as i
     set position_id = v_position
   where i.user_id = v_user and i.intent_id = v_intent;
  update ledger.reservations as r
     set consumed = 10.01
   where r.user_id = v_user and r.attempt_id = p_attempt;
  insert into ledger.entries (
    user_id, profile_id, seq, kind, source,
    allocated_delta, reserved_for_orders_delta, reserved_for_positions_delta, realized_pnl_delta,
    allocated_after, reserved_for_orders_after, reserved_for_positions_after, realized_pnl_after,
    effective_at, recorded_at
  ) values (
    v_user, v_profile, c.seq, 'entry_fill', 'order:' || v_order || ':1', 0, -10.01, 10, -0.01,
    c.allocated, c.reserved_for_orders, c.reserved_for_positions, c.realized_pnl, v_now, v_now
  );
  insert into lifecycle.executions (
    user_id, order_id, revision, profile_id, position_id, kind, quantity_delta, cost_delta,
    margin_delta, fee_quote_delta, fee_base_delta, ledger_seq
  ) values (
    v_user, v_order, 1, v_profile, v_position, 'entry', 0.1, 10, 10, 0.01, 0, c.seq
  );
  insert into tenancy.broadcasts
    (user_id, profile_id, event_seq, slot, event, payload, epoch, recorded_at)
  values (
    v_user, v_profile, c.event_seq, 0, 'order_changed', jsonb_build_object(
      'order_id', v_order, 'intent_id', v_intent, 'kind', 'entry', 'symbol', v_symbol,
      'side', 'buy', 'status', 'closed', 'quantity', '0.1', 'filled', '0.1', 'cost', '10',
      'is_settled', false, 'user_id', v_user, 'profile_id', v_profile, 'event_seq', c.event_seq,
      'epoch', 1), 1, v_now
  );
  update locks.entry_locks as l
     set expires_at = v_now, owner_token = null
   where l.user_id = v_user and l.profile_id = v_profile and l.symbol = v_symbol;
  return v_position;
end;
$$;

create function bench.begin_exit(p_n integer, p_per_account integer, p_position uuid)
returns table (attempt_id uuid, client_order_text text)
language plpgsql
as $$
declare
  v_user constant uuid := bench.id('1', p_n / p_per_account);
  v_account constant uuid := bench.id('2', p_n / p_per_account);
  v_profile constant uuid := bench.id('3', p_n);
  v_symbol constant text := format('B%s/USDT', p_n % p_per_account);
  v_now constant timestamptz := clock_timestamp();
  v_attempt constant uuid := gen_random_uuid();
  v_client constant uuid := gen_random_uuid();
  v_intent uuid;
begin
  insert into lifecycle.intents (
    user_id, profile_id, account_id, kind, request_id, input_hash, symbol, side, position_side,
    order_type, quantity, limit_price, time_in_force, reason, position_id
  ) values (
    v_user, v_profile, v_account, 'exit', 'exit', repeat('0', 64), v_symbol, 'sell', 'long',
    'limit', 0.1, 101, 'GTC', 'signal', p_position
  ) returning intent_id into v_intent;
  insert into lifecycle.attempts (
    user_id, attempt_id, intent_id, attempt_no, profile_id, account_id, kind, symbol, side,
    client_order_id, client_order_text, owner_token, lease_term, epoch,
    send_deadline, horizon_at, lag_ms
  ) values (
    v_user, v_attempt, v_intent, 1, v_profile, v_account, 'exit', v_symbol, 'sell',
    v_client, replace(v_client::text, '-', ''), bench.id('9', 1), 1, 1,
    v_now + interval '5 s', v_now + interval '20 s', 2000
  );
  return query select v_attempt, replace(v_client::text, '-', '');
end;
$$;

create function bench.persist_exit(
  p_n integer, p_per_account integer, p_attempt uuid, p_client text, p_position uuid
) returns void
language plpgsql
as $$
declare
  v_user constant uuid := bench.id('1', p_n / p_per_account);
  v_account constant uuid := bench.id('2', p_n / p_per_account);
  v_profile constant uuid := bench.id('3', p_n);
  v_symbol constant text := format('B%s/USDT', p_n % p_per_account);
  v_exchange constant text := 'x-' || p_n;
  v_now constant timestamptz := clock_timestamp();
  v_order constant uuid := gen_random_uuid();
  v_intent uuid;
  c ledger.capital;
  p lifecycle.positions;
begin
  update ledger.capital as x
     set reserved_for_positions = x.reserved_for_positions - 10,
         realized_pnl = x.realized_pnl + 0.0899, pnl_of_day = x.pnl_of_day + 0.0899,
         seq = x.seq + 1, event_seq = x.event_seq + 2, changed_at = v_now
   where x.user_id = v_user and x.profile_id = v_profile
  returning x.* into c;
  update lifecycle.attempts as a
     set state = 'confirmed', resolved_at = v_now
   where a.user_id = v_user and a.attempt_id = p_attempt
  returning a.intent_id into v_intent;
  insert into lifecycle.orders (
    user_id, order_id, profile_id, account_id, intent_id, attempt_id, kind, symbol, side,
    order_type, exchange_order_id, client_order_text, price, quantity, filled, cost, average,
    status, raw_status, revision, posted_quantity, posted_cost, posted_fee_quote, traded_quantity,
    exchange_at, terminal_at, last_reading_at
  ) values (
    v_user, v_order, v_profile, v_account, v_intent, p_attempt, 'exit', v_symbol, 'sell',
    'limit', v_exchange, p_client, 101, 0.1, 0.1, 10.1, 101, 'closed', 'closed', 1,
    0.1, 10.1, 0.0101, 0.1, v_now, v_now, v_now
  );
  insert into lifecycle.fills (
    user_id, account_id, symbol, exchange_order_id, trade_id, side, order_id, profile_id,
    price, quantity, cost, fees, fee_quote, executed_at
  ) values (
    v_user, v_account, v_symbol, v_exchange, 'u-' || p_n, 'sell', v_order, v_profile,
    101, 0.1, 10.1, '[{"cost": "0.0101", "currency": "USDT"}]', 0.0101, v_now
  );
  insert into ledger.entries (
    user_id, profile_id, seq, kind, source,
    allocated_delta, reserved_for_orders_delta, reserved_for_positions_delta, realized_pnl_delta,
    allocated_after, reserved_for_orders_after, reserved_for_positions_after, realized_pnl_after,
    effective_at, recorded_at
  ) values (
    v_user, v_profile, c.seq, 'exit_fill', 'order:' || v_order || ':1', 0, 0, -10, 0.0899,
    c.allocated, c.reserved_for_orders, c.reserved_for_positions, c.realized_pnl, v_now, v_now
  );
  insert into lifecycle.executions (
    user_id, order_id, revision, profile_id, position_id, kind, quantity_delta, cost_delta,
    margin_delta, fee_quote_delta, fee_base_delta, ledger_seq
  ) values (
    v_user, v_order, 1, v_profile, p_position, 'exit', 0.1, 10.1, 0, 0.0101, 0, c.seq
  );
  update lifecycle.positions as x
     set quantity = 0, cost_basis = 0, notional = 0, exited_quantity = 0.1, exited_notional = 10.1,
         realized_pnl = x.realized_pnl + 0.0899, fees_quote = x.fees_quote + 0.0101,
         state = 'closed', closed_at = v_now, revision = 1
   where x.user_id = v_user and x.position_id = p_position
  returning x.* into p;
  insert into lifecycle.trade_history (
    user_id, position_id, revision, profile_id, symbol, side, entered_quantity,
    entered_notional, exited_quantity, exited_notional, realized_pnl, fees_quote, opened_at,
    closed_at
  ) values (
    v_user, p_position, 1, v_profile, v_symbol, 'long', 0.1, 10, 0.1, 10.1, p.realized_pnl,
    p.fees_quote, p.opened_at, v_now
  );
  insert into tenancy.broadcasts
    (user_id, profile_id, event_seq, slot, event, payload, epoch, recorded_at)
  values (
    v_user, v_profile, c.event_seq - 1, 0, 'position_closed', jsonb_build_object(
      'position_id', p_position, 'symbol', v_symbol, 'side', 'long', 'realized_pnl', '0.0799',
      'revision', 1, 'user_id', v_user, 'profile_id', v_profile, 'event_seq', c.event_seq - 1,
      'epoch', 1), 1, v_now
  );
  insert into tenancy.broadcasts
    (user_id, profile_id, event_seq, slot, event, payload, epoch, recorded_at)
  values (
    v_user, v_profile, c.event_seq, 0, 'order_changed', jsonb_build_object(
      'order_id', v_order, 'intent_id', v_intent, 'kind', 'exit', 'symbol', v_symbol,
      'side', 'sell', 'status', 'closed', 'quantity', '0.1', 'filled', '0.1', 'cost', '10.1',
      'is_settled', false, 'user_id', v_user, 'profile_id', v_profile, 'event_seq', c.event_seq,
      'epoch', 1), 1, v_now
  );
end;
$$;
