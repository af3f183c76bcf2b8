create or replace function health.list_incidents() returns table (
  user_id uuid, incident_id uuid, kind text, level text, subject text, runbook text,
  occurrence_count integer, opened_at timestamptz, acknowledged_by text
)
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return query
  select i.user_id, i.incident_id, i.kind, i.level, i.subject, i.runbook, i.occurrence_count,
         i.opened_at, i.acknowledged_by
    from health.incidents as i
   where i.state = 'open'
   order by i.opened_at, i.incident_id limit 50;
end;
$$;
alter function health.list_incidents() owner to tradekeel_owner;
revoke all on function health.list_incidents() from public;
grant execute on function health.list_incidents() to tradekeel_engine;
comment on function health.list_incidents() is
'List the oldest 50 open incidents.';
