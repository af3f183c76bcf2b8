create or replace function ops.fn_approve_change(
  p_user_id uuid, p_change_id uuid
) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_change ops.change_requests;
begin
  v_change := ledger.require_change(p_user_id, p_change_id);
  if v_change.state <> 'proposed' or v_change.expires_at <= v_now then
    perform meta.raise_error('OPC03', format(
      'change=%s state=%s expires_at=%s', p_change_id, v_change.state, v_change.expires_at));
  elsif v_change.requested_by = session_user then
    perform meta.raise_error('OPR02', format('change=%s', p_change_id));
  end if;
  update ops.change_requests as c
     set state = 'approved', approved_by = session_user, approved_at = v_now
   where c.user_id = p_user_id and c.change_id = p_change_id;
  perform meta.record_audit(p_user_id, 'ops.fn_approve_change',
    jsonb_build_object('change_id', p_change_id), jsonb_build_object(
    'state', 'approved', 'kind', v_change.kind, 'requested_by', v_change.requested_by));
  return 'approved';
end;
$$;
alter function ops.fn_approve_change(uuid, uuid) owner to tradekeel_engine;
revoke all on function ops.fn_approve_change(uuid, uuid) from public;
grant execute on function ops.fn_approve_change(uuid, uuid) to tradekeel_operator;
comment on function ops.fn_approve_change(uuid, uuid) is
'Approve a proposed change that another person proposed. Returns its state. Errors, in order:
TNR01, OPC03 it is not proposed or has expired, OPR02 one''s own request.';
