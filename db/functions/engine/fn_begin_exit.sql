create or replace function engine.fn_begin_exit(
  p_user_id uuid, p_profile_id uuid, p_request_id text, p_attempt_no integer, p_symbol text,
  p_position_side text, p_order_type text, p_quantity numeric, p_limit_price numeric,
  p_trigger_price numeric, p_time_in_force text, p_is_post_only boolean, p_reason text,
  p_signal_id uuid, p_owner_token uuid, p_lease_term bigint
) returns table (
  intent_id uuid, attempt_id uuid, attempt_no integer, kind text, symbol text, side text,
  position_side text, order_type text, quantity numeric, limit_price numeric, trigger_price
  numeric, time_in_force text, is_post_only boolean, leverage numeric, is_reduce_only boolean,
  client_order_id uuid, client_order_text text, attempt_state text, may_send boolean,
  send_remaining_ms integer, send_deadline timestamptz, reserved numeric, is_replay boolean
)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_side constant text := case p_position_side when 'long' then 'sell' when 'short' then 'buy' end;
  v_terms constant lifecycle.order_terms := (
    p_order_type, p_quantity, p_limit_price, p_trigger_price, p_time_in_force, p_is_post_only);
  v lifecycle.exit_plan;
begin
  if p_attempt_no = 1
     and lifecycle.is_plain_request(p_request_id, p_symbol, v_side, v_terms, 1) then
    v := lifecycle.plan_exit(
      p_user_id, p_profile_id, p_request_id, p_symbol, p_position_side, v_terms, p_owner_token,
      p_lease_term);
  end if;
  if v.attempt_id is null then
    return query
    select * from lifecycle.begin_any_exit(
      p_user_id, p_profile_id, p_request_id, p_attempt_no, p_symbol, p_position_side,
      p_order_type, p_quantity, p_limit_price, p_trigger_price, p_time_in_force, p_is_post_only,
      p_reason, p_signal_id, p_owner_token, p_lease_term);
    return;
  elsif p_signal_id is not null then
    perform lifecycle.require_signal(p_user_id, p_profile_id, p_signal_id, p_owner_token);
    perform lifecycle.accept_signal(p_user_id, p_signal_id);
  end if;
  return query
  with i as (
    insert into lifecycle.intents (
      user_id, intent_id, profile_id, account_id, kind, request_id, input_hash, signal_id, symbol,
      side, position_side, order_type, quantity, limit_price, time_in_force, is_post_only,
      is_reduce_only, reason, position_id
    ) values (
      p_user_id, v.intent_id, p_profile_id, v.account_id, 'exit', p_request_id,
      lifecycle.hash_request('exit', p_symbol, v_side, v_terms, 1), p_signal_id, p_symbol, v_side,
      p_position_side, p_order_type, v.quantity, p_limit_price, p_time_in_force, p_is_post_only,
      v.is_reduce_only, coalesce(p_reason, 'signal'), v.position_id)
  )
  insert into lifecycle.attempts (
    user_id, attempt_id, intent_id, attempt_no, profile_id, account_id, kind, symbol, side,
    client_order_id, client_order_text, owner_token, lease_term, epoch, send_deadline, horizon_at,
    lag_ms
  ) values (
    p_user_id, v.attempt_id, v.intent_id, 1, p_profile_id, v.account_id, 'exit', p_symbol, v_side,
    v.client_order_id, v.client_order_text, p_owner_token, p_lease_term, v.epoch,
    v.send_deadline, v.horizon_at, v.lag_ms
  ) returning v.intent_id, v.attempt_id, 1, 'exit', p_symbol, v_side, p_position_side,
    p_order_type, v.quantity, p_limit_price, p_trigger_price, p_time_in_force, p_is_post_only,
    1::numeric, v.is_reduce_only, v.client_order_id, v.client_order_text, 'submitting',
    clock_timestamp() < v.send_deadline,
    greatest(0, floor(extract(epoch from v.send_deadline - clock_timestamp()) * 1000))::integer,
    v.send_deadline, 0::numeric, false;
end;
$$;
alter function engine.fn_begin_exit(
  uuid, uuid, text, integer, text, text, text, numeric, numeric, numeric, text, boolean, text,
  uuid, uuid, bigint
) owner to tradekeel_engine;
revoke all on function engine.fn_begin_exit(
  uuid, uuid, text, integer, text, text, text, numeric, numeric, numeric, text, boolean, text,
  uuid, uuid, bigint
) from public;
grant execute on function engine.fn_begin_exit(
  uuid, uuid, text, integer, text, text, text, numeric, numeric, numeric, text, boolean, text,
  uuid, uuid, bigint
) to tradekeel_bridge;
comment on function engine.fn_begin_exit(
  uuid, uuid, text, integer, text, text, text, numeric, numeric, numeric, text, boolean, text,
  uuid, uuid, bigint
) is
'Write an exit''s intent and attempt before anything is sent. Works in every trading state, on a
halted account, and before readiness; needs the account lease. Quantity null means all that can
be sold now, rounded down to the market''s step; never more than held minus what is working.
Replays by request id and attempt number. Errors, in order: LCR01, LGR03, TNR01, LCC01, LCC07,
LKC01, LCR02, LCR10, LCR18, LCR03, LCR19, LCR04, LCC06, LCC05.';
