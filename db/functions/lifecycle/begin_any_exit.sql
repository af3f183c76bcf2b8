create or replace function lifecycle.begin_any_exit(
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
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_side constant text := case p_position_side when 'long' then 'sell' when 'short' then 'buy' end;
  v_terms constant lifecycle.order_terms := (
    p_order_type, p_quantity, p_limit_price, p_trigger_price, p_time_in_force, p_is_post_only);
  v_hash constant text := lifecycle.hash_request('exit', p_symbol, v_side, v_terms, 1);
  v_profile tenancy.profiles;
  v_intent lifecycle.intents;
  v_attempt_id uuid;
begin
  if v_side is null then
    perform meta.raise_error('LCR01', format(
      'p_position_side=%s wanted=long or short', p_position_side));
  end if;
  perform lifecycle.check_request(p_request_id, p_symbol, v_side, v_terms, 1);
  perform ledger.lock_capital(p_user_id, p_profile_id);
  v_intent := lifecycle.find_intent(p_user_id, p_profile_id, p_request_id, v_hash);
  v_attempt_id := lifecycle.find_attempt(p_user_id, v_intent.intent_id, p_attempt_no);
  if v_attempt_id is not null then
    return query
    select * from lifecycle.describe_attempt(p_user_id, v_attempt_id, p_owner_token, true);
    return;
  end if;
  v_profile := tenancy.require_profile(p_user_id, p_profile_id);
  perform lifecycle.require_signal(p_user_id, p_profile_id, p_signal_id, p_owner_token);
  perform locks.prove_account_lease(
    p_user_id, v_profile.account_id, p_owner_token, p_lease_term);
  v_intent := lifecycle.write_exit_intent(
    v_profile, v_intent.intent_id, p_request_id, v_hash, p_signal_id, p_symbol,
    p_position_side, v_side, v_terms, p_reason);
  v_attempt_id := lifecycle.write_attempt(
    v_intent, p_attempt_no, p_owner_token, null, p_lease_term, meta.current_epoch());
  perform lifecycle.accept_signal(p_user_id, p_signal_id);
  return query
  select * from lifecycle.describe_attempt(p_user_id, v_attempt_id, p_owner_token, false);
end;
$$;
alter function lifecycle.begin_any_exit(
  uuid, uuid, text, integer, text, text, text, numeric, numeric, numeric, text, boolean, text,
  uuid, uuid, bigint
) owner to tradekeel_owner;
revoke all on function lifecycle.begin_any_exit(
  uuid, uuid, text, integer, text, text, text, numeric, numeric, numeric, text, boolean, text,
  uuid, uuid, bigint
) from public;
grant execute on function lifecycle.begin_any_exit(
  uuid, uuid, text, integer, text, text, text, numeric, numeric, numeric, text, boolean, text,
  uuid, uuid, bigint
) to tradekeel_engine;
comment on function lifecycle.begin_any_exit(
  uuid, uuid, text, integer, text, text, text, numeric, numeric, numeric, text, boolean, text,
  uuid, uuid, bigint
) is
'Begin an exit check by check: every replay, further attempt and refusal, and whatever is not plain
to lifecycle.plan_exit. Which error wins is decided by the order of these checks alone. Errors, in
order: LCR01, LGR03, TNR01, LCC01, LCC07, LKC01, LCR02, LCR10, LCR18, LCR03, LCR19, LCR04, LCC06,
LCC05.';
