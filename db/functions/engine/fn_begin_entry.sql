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
  v_terms constant lifecycle.order_terms := (
    p_order_type, p_quantity, p_limit_price, p_trigger_price, p_time_in_force, p_is_post_only);
  v_position_side constant text := case p_side when 'buy' then 'long' else 'short' end;
  v_plan lifecycle.begin_plan;
begin
  if p_attempt_no = 1 and lifecycle.is_plain_request(
       p_request_id, p_symbol, p_side, v_terms, p_leverage) and meta.is_same_life() then
    v_plan := lifecycle.plan_entry(
      p_user_id, p_profile_id, p_request_id, p_symbol, p_side, v_terms, p_leverage, p_owner_token,
      p_lease_term, p_epoch);
  end if;
  if v_plan.attempt_id is null or not lifecycle.may_enter(
       p_user_id, p_profile_id, p_request_id, p_symbol, v_position_side, p_owner_token,
       p_lock_term, p_epoch, v_plan) then
    return query
    select * from lifecycle.begin_any_entry(
      p_user_id, p_profile_id, p_request_id, p_attempt_no, p_symbol, p_side, p_order_type,
      p_quantity, p_limit_price, p_trigger_price, p_time_in_force, p_is_post_only, p_leverage,
      p_signal_id, p_owner_token, p_lock_term, p_lease_term, p_epoch);
    return;
  end if;
  if p_signal_id is not null then
    perform lifecycle.require_signal(p_user_id, p_profile_id, p_signal_id, p_owner_token);
  end if;
  if not v_plan.is_claimed and not tenancy.write_claim(
       p_user_id, v_plan.account_id, p_profile_id, v_plan.claim_key) then
    perform meta.raise_error('LCC03', format(
      'account=%s key=%s', v_plan.account_id, v_plan.claim_key));
  end if;
  perform lifecycle.write_planned(
    p_user_id, p_profile_id, p_request_id,
    lifecycle.hash_request('entry', p_symbol, p_side, v_terms, p_leverage), p_signal_id, 'entry',
    p_symbol, p_side, v_position_side, v_terms, p_leverage, 'signal', p_owner_token, p_lock_term,
    p_lease_term, v_plan);
  insert into ledger.reservations (user_id, attempt_id, profile_id, amount)
  values (p_user_id, v_plan.attempt_id, p_profile_id, v_plan.amount);
  perform ledger.write_entry(
    p_user_id, p_profile_id, 'reserve', 'attempt:' || v_plan.attempt_id,
    0, v_plan.amount, 0, 0, false, v_plan.begun_at, '{}', 0);
  return query
  select v_plan.intent_id, v_plan.attempt_id, 1, 'entry', p_symbol, p_side, v_position_side,
         p_order_type, p_quantity, p_limit_price, p_trigger_price, p_time_in_force,
         p_is_post_only, p_leverage, false, v_plan.client_order_id, v_plan.client_order_text,
         'submitting', clock_timestamp() < v_plan.send_deadline,
         greatest(0, floor(extract(epoch from v_plan.send_deadline - clock_timestamp()) * 1000))
           ::integer,
         v_plan.send_deadline, v_plan.amount, false;
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
