create or replace function lifecycle.begin_any_entry(
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
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_terms constant lifecycle.order_terms := (
    p_order_type, p_quantity, p_limit_price, p_trigger_price, p_time_in_force, p_is_post_only);
  v_hash constant text := lifecycle.hash_request(
    'entry', p_symbol, p_side, v_terms, p_leverage);
  v_capital ledger.capital;
  v_profile tenancy.profiles;
  v_account tenancy.exchange_accounts;
  v_market lifecycle.markets;
  v_intent lifecycle.intents;
  v_attempt_id uuid;
  v_amount numeric;
begin
  perform lifecycle.check_request(p_request_id, p_symbol, p_side, v_terms, p_leverage);
  perform ledger.require_amount(p_quantity, 'p_quantity');
  v_capital := ledger.lock_capital(p_user_id, p_profile_id);
  v_intent := lifecycle.find_intent(p_user_id, p_profile_id, p_request_id, v_hash);
  v_attempt_id := lifecycle.find_attempt(p_user_id, v_intent.intent_id, p_attempt_no);
  if v_attempt_id is not null then
    return query
    select * from lifecycle.describe_attempt(p_user_id, v_attempt_id, p_owner_token, true);
    return;
  end if;
  v_profile := tenancy.require_profile(p_user_id, p_profile_id);
  v_account := tenancy.require_account(p_user_id, v_profile.account_id);
  perform lifecycle.require_signal(p_user_id, p_profile_id, p_signal_id, p_owner_token);
  perform meta.require_epoch(p_epoch);
  perform tenancy.require_tradable(v_account);
  perform locks.prove_account_lease(
    p_user_id, v_account.account_id, p_owner_token, p_lease_term);
  perform locks.require_ready(p_user_id, v_account.account_id);
  perform locks.prove_entry_lock(p_user_id, p_profile_id, p_symbol, p_owner_token, p_lock_term);
  perform ledger.require_active(v_capital);
  v_market := lifecycle.require_market(v_account, p_symbol);
  perform lifecycle.check_entry(v_profile, v_account, v_market, p_side, p_leverage);
  v_amount := lifecycle.entry_reservation(
    v_profile, v_account, v_market, p_side, v_terms, p_leverage);
  perform lifecycle.require_free_slot(v_profile, p_symbol);
  perform lifecycle.check_limits(v_profile, v_capital, v_amount);
  perform tenancy.take_claim(
    v_profile, tenancy.exclusivity_key(
      v_account, v_market, case p_side when 'buy' then 'long' else 'short' end));
  v_intent := lifecycle.write_entry_intent(
    v_profile, v_intent.intent_id, p_request_id, v_hash, p_signal_id, p_symbol, p_side,
    v_terms, p_leverage);
  v_attempt_id := lifecycle.write_attempt(
    v_intent, p_attempt_no, p_owner_token, p_lock_term, p_lease_term, p_epoch);
  perform ledger.reserve(p_user_id, p_profile_id, v_attempt_id, v_amount);
  perform lifecycle.accept_signal(p_user_id, p_signal_id);
  return query
  select * from lifecycle.describe_attempt(p_user_id, v_attempt_id, p_owner_token, false);
end;
$$;
alter function lifecycle.begin_any_entry(
  uuid, uuid, text, integer, text, text, text, numeric, numeric, numeric, text, boolean, numeric,
  uuid, uuid, bigint, bigint, bigint
) owner to tradekeel_owner;
revoke all on function lifecycle.begin_any_entry(
  uuid, uuid, text, integer, text, text, text, numeric, numeric, numeric, text, boolean, numeric,
  uuid, uuid, bigint, bigint, bigint
) from public;
grant execute on function lifecycle.begin_any_entry(
  uuid, uuid, text, integer, text, text, text, numeric, numeric, numeric, text, boolean, numeric,
  uuid, uuid, bigint, bigint, bigint
) to tradekeel_engine;
comment on function lifecycle.begin_any_entry(
  uuid, uuid, text, integer, text, text, text, numeric, numeric, numeric, text, boolean, numeric,
  uuid, uuid, bigint, bigint, bigint
) is
'Begin an entry check by check: every replay, further attempt and refusal, and whatever is not
plain to lifecycle.reserve_entry. Which error wins is decided by the order of these checks alone.
Errors, in order:
LCR01, LGR03, TNR01, LCC01, LCC07, MTI01, MTC01, OPT11, TNR02, TNR05, LKC01, LKT01, LKC02,
LGR02, LCR02, TNR06, LCR12, LCR13, LCR14, LCT01, LCR18, LCR03, LCR19, LCR04, LCR05, LCC02, LCR06,
LCR15, LCR16, LCR17, LCC03, LCC05, LGR01.';
