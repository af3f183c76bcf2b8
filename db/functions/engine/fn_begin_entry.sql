create or replace function engine.fn_begin_entry(
  p_user_id uuid, p_profile_id uuid, p_request_id text, p_attempt_no integer, p_symbol text,
  p_side text, p_order_type text, p_quantity numeric, p_limit_price numeric, p_trigger_price
  numeric, p_time_in_force text, p_is_post_only boolean, p_leverage numeric, p_signal_id uuid,
  p_owner_token uuid, p_lock_term bigint, p_lease_term bigint, p_epoch bigint
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
  v_position_side constant text := case p_side when 'buy' then 'long' else 'short' end;
  v_terms constant lifecycle.order_terms := (
    p_order_type, p_quantity, p_limit_price, p_trigger_price, p_time_in_force, p_is_post_only);
  v lifecycle.entry_plan;
begin
  if p_attempt_no = 1
     and lifecycle.is_plain_request(p_request_id, p_symbol, p_side, v_terms, p_leverage) then
    v := lifecycle.reserve_entry(
      p_user_id, p_profile_id, p_request_id, p_symbol, p_side, v_position_side, v_terms,
      p_leverage, p_owner_token, p_lock_term, p_lease_term, p_epoch);
  end if;
  if v.attempt_id is null then
    return query
    select * from lifecycle.begin_any_entry(
      p_user_id, p_profile_id, p_request_id, p_attempt_no, p_symbol, p_side, p_order_type,
      p_quantity, p_limit_price, p_trigger_price, p_time_in_force, p_is_post_only, p_leverage,
      p_signal_id, p_owner_token, p_lock_term, p_lease_term, p_epoch);
    return;
  elsif p_signal_id is not null then
    perform lifecycle.require_signal(p_user_id, p_profile_id, p_signal_id, p_owner_token);
    perform lifecycle.accept_signal(p_user_id, p_signal_id);
  end if;
  if not lifecycle.hold_planned(p_user_id, p_profile_id, v) then
    perform meta.raise_error('LCC03', format('account=%s key=%s', v.account_id, v.claim_key));
  end if;
  return query
  with i as (
    insert into lifecycle.intents (
      user_id, intent_id, profile_id, account_id, kind, request_id, input_hash, signal_id, symbol,
      side, position_side, order_type, quantity, limit_price, time_in_force, is_post_only,
      leverage, reason
    ) values (
      p_user_id, v.intent_id, p_profile_id, v.account_id, 'entry', p_request_id,
      lifecycle.hash_request('entry', p_symbol, p_side, v_terms, p_leverage), p_signal_id,
      p_symbol, p_side, v_position_side, p_order_type, p_quantity, p_limit_price,
      p_time_in_force, p_is_post_only, p_leverage, 'signal')
  ), r as (
    insert into ledger.reservations (user_id, attempt_id, profile_id, amount)
    values (p_user_id, v.attempt_id, p_profile_id, v.amount)
  )
  insert into lifecycle.attempts (
    user_id, attempt_id, intent_id, attempt_no, profile_id, account_id, kind, symbol, side,
    client_order_id, client_order_text, owner_token, lock_term, lease_term, epoch,
    send_deadline, horizon_at, lag_ms
  ) values (
    p_user_id, v.attempt_id, v.intent_id, 1, p_profile_id, v.account_id, 'entry', p_symbol,
    p_side, v.client_order_id, v.client_order_text, p_owner_token, p_lock_term, p_lease_term,
    p_epoch, v.send_deadline, v.horizon_at, v.lag_ms
  ) returning v.intent_id, v.attempt_id, 1, 'entry', p_symbol, p_side, v_position_side,
    p_order_type, p_quantity, p_limit_price, p_trigger_price, p_time_in_force, p_is_post_only,
    p_leverage, false, v.client_order_id, v.client_order_text, 'submitting',
    clock_timestamp() < v.send_deadline,
    greatest(0, floor(extract(epoch from v.send_deadline - clock_timestamp()) * 1000))::integer,
    v.send_deadline, v.amount, false;
end;
$$;
alter function engine.fn_begin_entry(
  uuid, uuid, text, integer, text, text, text, numeric, numeric, numeric, text, boolean, numeric,
  uuid, uuid, bigint, bigint, bigint
) owner to tradekeel_engine;
revoke all on function engine.fn_begin_entry(
  uuid, uuid, text, integer, text, text, text, numeric, numeric, numeric, text, boolean, numeric,
  uuid, uuid, bigint, bigint, bigint
) from public;
grant execute on function engine.fn_begin_entry(
  uuid, uuid, text, integer, text, text, text, numeric, numeric, numeric, text, boolean, numeric,
  uuid, uuid, bigint, bigint, bigint
) to tradekeel_bridge;
comment on function engine.fn_begin_entry(
  uuid, uuid, text, integer, text, text, text, numeric, numeric, numeric, text, boolean, numeric,
  uuid, uuid, bigint, bigint, bigint
) is
'Write an entry''s intent and attempt, take slot and claim, reserve its capital: before anything
is sent. Replays by request id and attempt number; may_send only to the owner token that began
it. Attempt 2 and later need the one before to be not placed or rejected, and are asked for once
more right before they are sent: may_send is gone when an early one turned out to be on the
exchange.
Errors, in order:
LCR01, LGR03, TNR01, LCC01, LCC07, MTI01, MTC01, OPT11, TNR02, TNR05, LKC01, LKT01, LKC02,
LGR02, LCR02, TNR06, LCR12, LCR13, LCR14, LCT01, LCR18, LCR03, LCR19, LCR04, LCR05, LCC02, LCR06,
LCR15, LCR16, LCR17, LCC03, LCC05, LGR01.';
