create or replace function lifecycle.write_recovered_attempt(
  p_profile tenancy.profiles, p_position lifecycle.positions, p_reading jsonb
) returns lifecycle.attempts
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_text constant text := p_reading ->> 'client_order_id';
  v_side constant text := p_reading ->> 'side';
  v_trigger constant numeric := (p_reading ->> 'trigger_price')::numeric;
  v_limit constant numeric := (p_reading ->> 'price')::numeric;
  v_quantity constant numeric := (p_reading ->> 'quantity')::numeric;
  v_exchange meta.exchanges;
  v_intent lifecycle.intents;
  v_attempt lifecycle.attempts;
  r record;
begin
  select q.* into strict r
    from lifecycle.recovered_request(
      p_profile.user_id, p_profile.profile_id, p_reading ->> 'symbol', v_side, v_text) as q;
  select e.* into strict v_exchange
    from tenancy.exchange_accounts as c
    join meta.exchanges as e on e.exchange = c.exchange and e.market_type = c.market_type
   where c.user_id = p_profile.user_id and c.account_id = p_profile.account_id;
  insert into lifecycle.intents (
    user_id, profile_id, account_id, kind, request_id, input_hash, signal_id, symbol, side,
    position_side, order_type, quantity, limit_price, trigger_price, leverage, is_reduce_only,
    reason, position_id
  ) values (
    p_profile.user_id, p_profile.profile_id, p_profile.account_id,
    case when p_position.position_id is null then 'entry' else 'exit' end, r.request_id,
    'recovered', r.signal_id, p_reading ->> 'symbol', v_side,
    coalesce(p_position.side, case v_side when 'buy' then 'long' else 'short' end),
    case when v_trigger is null then case when v_limit is null then 'market' else 'limit' end
      else case when p_reading ->> 'order_type' like 'take%' then 'take_profit' else 'stop' end
        || case when v_limit is null then '' else '_limit' end
    end,
    v_quantity, v_limit, v_trigger, r.leverage,
    coalesce((p_reading ->> 'is_reduce_only')::boolean, false), 'recovered',
    p_position.position_id
  ) returning * into v_intent;
  insert into lifecycle.attempts (
    user_id, intent_id, attempt_no, profile_id, account_id, kind, symbol, side,
    client_order_id, client_order_text, owner_token, lease_term, epoch, state, send_deadline,
    horizon_at, lag_ms, created_at
  ) values (
    v_intent.user_id, v_intent.intent_id, r.attempt_no, v_intent.profile_id,
    v_intent.account_id, v_intent.kind, v_intent.symbol, v_side,
    lifecycle.parse_client_order_id(v_text), v_text, '00000000-0000-0000-0000-000000000000', 0,
    meta.current_epoch(), 'unknown', v_now,
    lifecycle.horizon_after(v_exchange, v_now),
    v_exchange.lag_ms, least(v_now, coalesce((p_reading ->> 'exchange_at')::timestamptz, v_now))
  ) returning * into v_attempt;
  perform lifecycle.accept_signal(v_intent.user_id, r.signal_id);
  return v_attempt;
end;
$$;
alter function lifecycle.write_recovered_attempt(
  tenancy.profiles, lifecycle.positions, jsonb
) owner to tradekeel_owner;
revoke all on function lifecycle.write_recovered_attempt(
  tenancy.profiles, lifecycle.positions, jsonb
) from public;
grant execute on function lifecycle.write_recovered_attempt(
  tenancy.profiles, lifecycle.positions, jsonb
) to tradekeel_engine;
comment on function lifecycle.write_recovered_attempt(
  tenancy.profiles, lifecycle.positions, jsonb
) is
'Write intent and attempt of an order of ours of which the database lost both, from a reading of it:
unknown, begun by nobody, so that it is looked up and booked like any attempt of which nobody knows
what became. An exit of p_position, or an entry when that is a row of nulls.';
