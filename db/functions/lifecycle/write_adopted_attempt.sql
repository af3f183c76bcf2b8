create or replace function lifecycle.write_adopted_attempt(
  p_position lifecycle.positions, p_side text, p_quantity numeric, p_exchange_order_id text,
  p_reason text
) returns lifecycle.attempts
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_epoch constant bigint := meta.current_epoch();
  v_request_id constant text :=
    left(format('adopted:%s:%s', p_position.symbol, p_exchange_order_id), 200);
  v_intent_id uuid;
  v_attempt lifecycle.attempts;
begin
  insert into lifecycle.intents (
    user_id, profile_id, account_id, kind, request_id, input_hash, symbol, side, position_side,
    order_type, quantity, is_reduce_only, reason, position_id
  ) values (
    p_position.user_id, p_position.profile_id, p_position.account_id, 'exit', v_request_id,
    lifecycle.hash_request(
      'exit', p_position.symbol, p_side, ('market', p_quantity, null, null, null, false), 1),
    p_position.symbol, p_side, p_position.side, 'market', p_quantity, true, p_reason,
    p_position.position_id
  ) returning intent_id into v_intent_id;
  insert into lifecycle.attempts (
    user_id, intent_id, attempt_no, profile_id, account_id, kind, symbol, side,
    client_order_id, client_order_text, owner_token, lease_term, epoch, state, send_deadline,
    horizon_at, lag_ms, resolved_at
  ) values (
    p_position.user_id, v_intent_id, 1, p_position.profile_id, p_position.account_id, 'exit',
    p_position.symbol, p_side,
    lifecycle.make_client_order_id(
      v_epoch, p_position.user_id, p_position.profile_id, v_request_id, 1),
    v_request_id, '00000000-0000-0000-0000-000000000000', 0, v_epoch, 'confirmed', v_now, v_now,
    0, v_now
  ) returning * into v_attempt;
  return v_attempt;
end;
$$;
alter function lifecycle.write_adopted_attempt(
  lifecycle.positions, text, numeric, text, text
) owner to tradekeel_owner;
revoke all on function lifecycle.write_adopted_attempt(
  lifecycle.positions, text, numeric, text, text
) from public;
grant execute on function lifecycle.write_adopted_attempt(
  lifecycle.positions, text, numeric, text, text
) to tradekeel_engine;
comment on function lifecycle.write_adopted_attempt(
  lifecycle.positions, text, numeric, text, text
) is
'Write intent and attempt of an exit that we did not send, confirmed from the start: its client
order id is one that was never sent anywhere, its text names the order.';
