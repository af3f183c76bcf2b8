create or replace function lifecycle.write_planned(
  p_user_id uuid, p_profile_id uuid, p_request_id text, p_hash text, p_signal_id uuid, p_kind
  text, p_symbol text, p_side text, p_position_side text, p_terms lifecycle.order_terms,
  p_leverage numeric, p_reason text, p_owner_token uuid, p_lock_term bigint, p_lease_term
  bigint, p_plan lifecycle.begin_plan
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  with i as (
    insert into lifecycle.intents (
      user_id, intent_id, profile_id, account_id, kind, request_id, input_hash, signal_id, symbol,
      side, position_side, order_type, quantity, limit_price, time_in_force, is_post_only,
      leverage, is_reduce_only, reason, position_id
    ) values (
      p_user_id, p_plan.intent_id, p_profile_id, p_plan.account_id, p_kind, p_request_id, p_hash,
      p_signal_id, p_symbol, p_side, p_position_side, p_terms.order_type, p_plan.quantity,
      p_terms.limit_price, p_terms.time_in_force, p_terms.is_post_only, p_leverage,
      p_plan.is_reduce_only, p_reason, p_plan.position_id
    )
  )
  insert into lifecycle.attempts (
    user_id, attempt_id, intent_id, attempt_no, profile_id, account_id, kind, symbol, side,
    client_order_id, client_order_text, owner_token, lock_term, lease_term, epoch,
    send_deadline, horizon_at, lag_ms
  ) values (
    p_user_id, p_plan.attempt_id, p_plan.intent_id, 1, p_profile_id, p_plan.account_id, p_kind,
    p_symbol, p_side, p_plan.client_order_id, p_plan.client_order_text, p_owner_token,
    p_lock_term, p_lease_term, p_plan.epoch, p_plan.send_deadline, p_plan.horizon_at,
    p_plan.lag_ms
  );
  if p_signal_id is not null then
    perform lifecycle.accept_signal(p_user_id, p_signal_id);
  end if;
end;
$$;
alter function lifecycle.write_planned(
  uuid, uuid, text, text, uuid, text, text, text, text, lifecycle.order_terms, numeric, text,
  uuid, bigint, bigint, lifecycle.begin_plan
) owner to tradekeel_owner;
revoke all on function lifecycle.write_planned(
  uuid, uuid, text, text, uuid, text, text, text, text, lifecycle.order_terms, numeric, text,
  uuid, bigint, bigint, lifecycle.begin_plan
) from public;
grant execute on function lifecycle.write_planned(
  uuid, uuid, text, text, uuid, text, text, text, text, lifecycle.order_terms, numeric, text,
  uuid, bigint, bigint, lifecycle.begin_plan
) to tradekeel_engine;
comment on function lifecycle.write_planned(
  uuid, uuid, text, text, uuid, text, text, text, text, lifecycle.order_terms, numeric, text,
  uuid, bigint, bigint, lifecycle.begin_plan
) is
'Write intent and first attempt of an entry or exit that was planned (lifecycle.plan_entry,
lifecycle.plan_exit), and accept the signal it comes from.';
