-- What a tenant looks back on: after bench.make_world, so many filled orders of every profile, and
-- positions closed in the past beside three that are open. Rows are written past their foreign keys.
create procedure bench.look_back(p_orders integer, p_positions integer)
language plpgsql
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  set local session_replication_role = replica;
  insert into lifecycle.intents (
    user_id, intent_id, profile_id, account_id, kind, request_id, input_hash, symbol, side,
    position_side, order_type, quantity, limit_price, time_in_force, reason, settled_at, outcome
  )
  select p.user_id, gen_random_uuid(), p.profile_id, p.account_id, 'entry', 'r' || n,
         repeat('0', 64), 'BTC/USDT', 'buy', 'long', 'limit', 1, 100, 'GTC', 'signal', v_now,
         'filled'
    from generate_series(1, p_orders) as n, tenancy.profiles as p;
  insert into lifecycle.orders (
    user_id, profile_id, account_id, intent_id, attempt_id, kind, symbol, side, order_type,
    exchange_order_id, client_order_text, price, quantity, filled, cost, average, status,
    raw_status, exchange_at, first_seen_at, changed_at, last_reading_at, terminal_at, settled_at
  )
  select i.user_id, i.profile_id, i.account_id, i.intent_id, i.intent_id, 'entry', i.symbol,
         'buy', 'limit', i.request_id, i.request_id, 100, 1, 1, 100, 100, 'closed', 'closed', t.at,
         t.at, t.at, t.at, t.at, t.at
    from lifecycle.intents as i
    cross join lateral (
      select v_now - substr(i.request_id, 2)::integer * interval '1 hour' as at) as t;
  insert into lifecycle.positions (
    user_id, profile_id, account_id, symbol, side, state, quantity, cost_basis, notional,
    opened_at, closed_at
  )
  select p.user_id, p.profile_id, p.account_id, 'S' || n || '/USDT', 'long',
         case when n <= 3 then 'open' else 'closed' end, case when n <= 3 then 1 else 0 end,
         case when n <= 3 then 100 else 0 end, case when n <= 3 then 100 else 0 end,
         v_now - n * interval '1 day', case when n > 3 then v_now - n * interval '1 day' end
    from generate_series(1, p_positions) as n, tenancy.profiles as p;
  insert into lifecycle.trade_history (
    user_id, position_id, revision, profile_id, symbol, side, entered_quantity, entered_notional,
    exited_quantity, exited_notional, realized_pnl, fees_quote, opened_at, closed_at
  )
  select p.user_id, p.position_id, 1, p.profile_id, p.symbol, p.side, 1, 100, 1, 101, 1, 0,
         p.opened_at, p.closed_at
    from lifecycle.positions as p where p.state = 'closed';
end;
$$;
