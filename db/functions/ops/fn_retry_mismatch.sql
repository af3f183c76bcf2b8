create or replace function ops.fn_retry_mismatch(
  p_user_id uuid, p_mismatch_id uuid, p_reason text
) returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_mismatch reconciliation.mismatches;
begin
  perform meta.require_reason(p_reason);
  v_mismatch := reconciliation.require_open_mismatch(p_user_id, p_mismatch_id);
  if v_mismatch.stopped_at is null then
    return false;
  end if;
  update reconciliation.mismatches as m
     set stopped_at = null, return_count = 0
   where m.user_id = p_user_id and m.mismatch_id = p_mismatch_id;
  perform health.close_incidents(p_user_id, '{mismatch_returned}', p_mismatch_id::text);
  perform meta.record_audit(p_user_id, 'ops.fn_retry_mismatch', jsonb_build_object(
    'mismatch_id', p_mismatch_id, 'reason', p_reason), jsonb_build_object(
    'kind', v_mismatch.kind, 'subject', v_mismatch.subject, 'detail', v_mismatch.detail));
  return true;
end;
$$;
alter function ops.fn_retry_mismatch(uuid, uuid, text) owner to tradekeel_engine;
revoke all on function ops.fn_retry_mismatch(uuid, uuid, text) from public;
grant execute on function ops.fn_retry_mismatch(uuid, uuid, text) to tradekeel_operator;
comment on function ops.fn_retry_mismatch(uuid, uuid, text) is
'Have a mismatch that was stopped, because it kept returning, tried again from the next run on, and
close its incident; its cause is mended and named in the reason. The profile stays paused until
ops.fn_resume_profile. Returns whether it was stopped. Errors, in order: OPR01, TNR01, OPC13 it is
not open.';
