create or replace function ops.fn_acknowledge_incident(
  p_user_id uuid, p_incident_id uuid, p_reason text
) returns timestamptz
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_incident health.incidents;
begin
  perform meta.require_reason(p_reason);
  v_incident := health.require_incident(p_user_id, p_incident_id);
  if v_incident.acknowledged_at is not null then
    return v_incident.acknowledged_at;
  end if;
  update health.incidents as i
     set acknowledged_at = v_now, acknowledged_by = session_user
   where i.user_id = p_user_id and i.incident_id = p_incident_id;
  perform meta.record_audit(p_user_id, 'ops.fn_acknowledge_incident', jsonb_build_object(
    'incident_id', p_incident_id, 'reason', p_reason), jsonb_build_object(
    'kind', v_incident.kind));
  return v_now;
end;
$$;
alter function ops.fn_acknowledge_incident(uuid, uuid, text) owner to tradekeel_engine;
revoke all on function ops.fn_acknowledge_incident(uuid, uuid, text) from public;
grant execute on function ops.fn_acknowledge_incident(uuid, uuid, text) to tradekeel_operator;
comment on function ops.fn_acknowledge_incident(uuid, uuid, text) is
'Say that a person looks at an open incident. The first stays on record, a replay changes nothing.
Returns since when. Errors, in order: OPR01, TNR01, OPC12 it is closed.';
