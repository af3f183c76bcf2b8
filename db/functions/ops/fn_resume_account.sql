create or replace function ops.fn_resume_account(
  p_user_id uuid, p_account_id uuid, p_reason text
) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_account tenancy.exchange_accounts;
  v_state text;
begin
  perform meta.require_reason(p_reason);
  v_account := tenancy.require_account(p_user_id, p_account_id);
  update tenancy.exchange_accounts as a
     set state = 'active', halt_reason = null, halted_at = null
   where a.user_id = p_user_id and a.account_id = p_account_id and a.state = 'halted';
  update locks.account_leases as l
     set ready_term = null, ready_epoch = null, reconciled_at = null
   where l.user_id = p_user_id and l.account_id = p_account_id;
  select a.state into strict v_state
    from tenancy.exchange_accounts as a
   where a.user_id = p_user_id and a.account_id = p_account_id;
  perform meta.record_audit(p_user_id, 'ops.fn_resume_account', jsonb_build_object(
    'account_id', p_account_id, 'reason', p_reason), jsonb_build_object(
    'was', v_account.halt_reason, 'state', v_state));
  return v_state;
end;
$$;
alter function ops.fn_resume_account(uuid, uuid, text) owner to tradekeel_engine;
revoke all on function ops.fn_resume_account(uuid, uuid, text) from public;
grant execute on function ops.fn_resume_account(uuid, uuid, text) to tradekeel_operator;
comment on function ops.fn_resume_account(uuid, uuid, text) is
'Let a halted account take entries again; it has to reconcile completely first. Returns its
state. Errors, in order: OPR01, TNR01.';
