create or replace function ops.fn_list_incidents(
  p_limit integer
) returns table (
  level text, kind text, subject text, runbook text, user_id uuid, incident_id uuid,
  occurrence_count integer, opened_at timestamptz, last_seen_at timestamptz, acknowledged_by text,
  detail jsonb
)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform meta.require_limit(p_limit);
  return query
  select i.level, i.kind, i.subject, i.runbook, i.user_id, i.incident_id, i.occurrence_count,
         i.opened_at, i.last_seen_at, i.acknowledged_by, i.detail
    from health.incidents as i
   where i.state = 'open'
   order by i.level = 'critical' desc, i.level = 'warning' desc, i.opened_at, i.incident_id
   limit p_limit;
end;
$$;
alter function ops.fn_list_incidents(integer) owner to tradekeel_engine;
revoke all on function ops.fn_list_incidents(integer) from public;
grant execute on function ops.fn_list_incidents(integer) to tradekeel_operator, tradekeel_auditor;
comment on function ops.fn_list_incidents(integer) is
'List open incidents, critical ones first, then the oldest, each with its runbook. Those of the
installation have user 0. Names users; not recorded. Errors, in order: LCR01.';
