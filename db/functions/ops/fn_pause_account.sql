create or replace function ops.fn_pause_account(
  p_user_id uuid, p_account_id uuid, p_reason text
) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_state text;
begin
  perform meta.require_reason(p_reason);
  perform tenancy.require_account(p_user_id, p_account_id);
  update tenancy.exchange_accounts as a
     set state = 'halted', halt_reason = left('operator: ' || p_reason, 500), halted_at = v_now
   where a.user_id = p_user_id and a.account_id = p_account_id and a.state = 'active';
  select a.state into strict v_state
    from tenancy.exchange_accounts as a
   where a.user_id = p_user_id and a.account_id = p_account_id;
  perform meta.record_audit(p_user_id, 'ops.fn_pause_account', jsonb_build_object(
    'account_id', p_account_id, 'reason', p_reason), jsonb_build_object('state', v_state));
  return v_state;
end;
$$;
alter function ops.fn_pause_account(uuid, uuid, text) owner to tradekeel_engine;
revoke all on function ops.fn_pause_account(uuid, uuid, text) from public;
grant execute on function ops.fn_pause_account(uuid, uuid, text) to tradekeel_operator;
comment on function ops.fn_pause_account(uuid, uuid, text) is
'Stop new entries on an account until ops.fn_resume_account; exits, cancels, stops and
reconciliation go on. Returns its state. Errors, in order: OPR01, TNR01.';
