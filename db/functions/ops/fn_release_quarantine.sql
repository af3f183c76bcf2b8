create or replace function ops.fn_release_quarantine(
  p_user_id uuid, p_mismatch_id uuid, p_reason text
) returns uuid
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_mismatch reconciliation.mismatches;
  v_account tenancy.exchange_accounts;
  v_profile tenancy.profiles;
  v_position lifecycle.positions;
  v_attempt lifecycle.attempts;
begin
  perform meta.require_reason(p_reason);
  v_mismatch := reconciliation.require_quarantine(p_user_id, p_mismatch_id);
  v_account := tenancy.require_account(p_user_id, v_mismatch.account_id);
  v_profile := tenancy.require_profile(p_user_id, lifecycle.recovered_owner(
    v_account, v_mismatch.detail ->> 'client_order_id'));
  perform ledger.lock_capital(p_user_id, v_profile.profile_id);
  select a.* into v_attempt
    from lifecycle.attempts as a
   where a.user_id = p_user_id and a.account_id = v_account.account_id
     and a.client_order_text = v_mismatch.detail ->> 'client_order_id';
  if found then
    return v_attempt.attempt_id;
  elsif v_mismatch.state <> 'open' then
    perform meta.raise_error('OPC13', format(
      'mismatch=%s state=%s', p_mismatch_id, v_mismatch.state));
  end if;
  v_position := lifecycle.require_recoverable(v_account, v_profile, v_mismatch.detail);
  if v_position.position_id is null then
    perform tenancy.take_claim(v_profile, tenancy.exclusivity_key(
      v_account, lifecycle.require_known_market(v_account, v_mismatch.detail ->> 'symbol'),
      case v_mismatch.detail ->> 'side' when 'buy' then 'long' else 'short' end));
  end if;
  v_attempt := lifecycle.write_recovered_attempt(v_profile, v_position, v_mismatch.detail);
  if v_position.position_id is null then
    perform ledger.reserve_recovered(v_account, v_profile, v_attempt);
  end if;
  perform meta.record_audit(p_user_id, 'ops.fn_release_quarantine', jsonb_build_object(
    'mismatch_id', p_mismatch_id, 'reason', p_reason), jsonb_build_object(
    'attempt_id', v_attempt.attempt_id, 'profile_id', v_profile.profile_id,
    'kind', v_attempt.kind, 'evidence', v_mismatch.detail));
  return v_attempt.attempt_id;
end;
$$;
alter function ops.fn_release_quarantine(uuid, uuid, text) owner to tradekeel_engine;
revoke all on function ops.fn_release_quarantine(uuid, uuid, text) from public;
grant execute on function ops.fn_release_quarantine(uuid, uuid, text) to tradekeel_operator;
comment on function ops.fn_release_quarantine(uuid, uuid, text) is
'Take an order of this installation, of which the database lost the attempt, into the profile that
its client order id names: intent and attempt are written as unknown and an entry''s capital is
reserved; the next run looks the order up and books what the exchange says, by the code that books
everything. Amounts and profile come from the exchange and the id, nothing is typed in. A signal
still on record from which the id was made is closed with it. The account stays halted until
ops.fn_resume_account. A replay returns the same. Returns the attempt. Errors, in order: OPR01,
TNR01, OPR14 it is not a quarantined order, RCR03 it names no profile, OPC13 it is not open, LCR02,
RCR03 its reading says too little, LCR10, LCC02, LCC06, LCC03 another profile owns the asset, LCT01,
LGR01.';
