create or replace function ops.fn_rerun_reconciliation(
  p_user_id uuid, p_account_id uuid, p_reason text
) returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_was boolean;
begin
  perform meta.require_reason(p_reason);
  perform tenancy.require_account(p_user_id, p_account_id);
  v_was := coalesce((
    select l.ready_term = l.term from locks.account_leases as l
     where l.user_id = p_user_id and l.account_id = p_account_id
       for no key update
  ), false);
  update locks.account_leases as l
     set ready_term = null, ready_epoch = null, reconciled_at = null
   where l.user_id = p_user_id and l.account_id = p_account_id;
  perform meta.record_audit(p_user_id, 'ops.fn_rerun_reconciliation', jsonb_build_object(
    'account_id', p_account_id, 'reason', p_reason), jsonb_build_object('was_ready', v_was));
  return v_was;
end;
$$;
alter function ops.fn_rerun_reconciliation(uuid, uuid, text) owner to tradekeel_engine;
revoke all on function ops.fn_rerun_reconciliation(uuid, uuid, text) from public;
grant execute on function ops.fn_rerun_reconciliation(uuid, uuid, text) to tradekeel_operator;
comment on function ops.fn_rerun_reconciliation(uuid, uuid, text) is
'Have an account reconciled again before any entry: it is not ready until its driver, when it renews
its lease, has made a complete run. Returns whether it was ready. Errors, in order: OPR01, TNR01.';
