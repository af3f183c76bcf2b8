create or replace function ops.fn_accept_mismatch(
  p_user_id uuid, p_mismatch_id uuid, p_reason text
) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_mismatch reconciliation.mismatches;
begin
  perform meta.require_reason(p_reason);
  v_mismatch := reconciliation.require_open_mismatch(p_user_id, p_mismatch_id);
  if v_mismatch.kind in ('ledger_drift', 'attempt_unresolved') then
    perform meta.raise_error('OPR13', format(
      'mismatch=%s kind=%s', p_mismatch_id, v_mismatch.kind));
  end if;
  update reconciliation.mismatches as m
     set state = 'accepted', closed_at = v_now, accepted_by = session_user,
         accept_reason = p_reason
   where m.user_id = p_user_id and m.mismatch_id = p_mismatch_id;
  perform health.close_incidents(p_user_id, '{mismatch_returned}', p_mismatch_id::text);
  perform meta.record_audit(p_user_id, 'ops.fn_accept_mismatch', jsonb_build_object(
    'mismatch_id', p_mismatch_id, 'reason', p_reason), jsonb_build_object(
    'kind', v_mismatch.kind, 'subject', v_mismatch.subject, 'detail', v_mismatch.detail));
  return 'accepted';
end;
$$;
alter function ops.fn_accept_mismatch(uuid, uuid, text) owner to tradekeel_engine;
revoke all on function ops.fn_accept_mismatch(uuid, uuid, text) from public;
grant execute on function ops.fn_accept_mismatch(uuid, uuid, text) to tradekeel_operator;
comment on function ops.fn_accept_mismatch(uuid, uuid, text) is
'Accept an open mismatch: its cause is known and named in the reason. The incident of one that kept
returning is closed with it. Seen again with the same
figures it stays accepted; with other figures a new one opens. A profile that does not rebuild and
an outcome that is not known cannot be accepted. Returns its state. Errors, in order: OPR01, TNR01,
OPC13 it is not open, OPR13 that kind cannot be accepted.';
