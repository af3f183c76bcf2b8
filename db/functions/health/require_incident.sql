create or replace function health.require_incident(
  p_user_id uuid, p_incident_id uuid
) returns health.incidents
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_incident health.incidents;
begin
  select i.* into v_incident
    from health.incidents as i
   where i.user_id = p_user_id and i.incident_id = p_incident_id
     for no key update;
  if not found then
    perform meta.raise_error('TNR01', format('incident=%s', p_incident_id));
  elsif v_incident.state = 'closed' then
    perform meta.raise_error('OPC12', format(
      'incident=%s closed_by=%s closed_at=%s', p_incident_id, v_incident.closed_by,
      v_incident.closed_at));
  end if;
  return v_incident;
end;
$$;
alter function health.require_incident(uuid, uuid) owner to tradekeel_owner;
revoke all on function health.require_incident(uuid, uuid) from public;
grant execute on function health.require_incident(uuid, uuid) to tradekeel_engine;
comment on function health.require_incident(uuid, uuid) is
'Lock and read an open incident of this user (the nil uuid for the installation''s). Errors, in
order: TNR01, OPC12 it is closed.';
