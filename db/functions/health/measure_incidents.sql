create or replace function health.measure_incidents(
  p_now timestamptz
) returns jsonb
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
             'open', jsonb_build_object(
               'info', count(*) filter (where i.level = 'info'),
               'warning', count(*) filter (where i.level = 'warning'),
               'critical', count(*) filter (where i.level = 'critical')),
             'runbook', (array_agg(i.runbook order by i.level = 'critical' desc,
               i.level = 'warning' desc, i.opened_at, i.incident_id))[1],
             'unacknowledged', count(*) filter (where i.acknowledged_at is null),
             'oldestUnacknowledgedSeconds', coalesce(round(extract(epoch from
               p_now - min(i.opened_at) filter (where i.acknowledged_at is null)), 3), 0))
      from health.incidents as i
     where i.state = 'open'
  );
end;
$$;
alter function health.measure_incidents(timestamptz) owner to tradekeel_owner;
revoke all on function health.measure_incidents(timestamptz) from public;
grant execute on function health.measure_incidents(timestamptz) to tradekeel_engine;
comment on function health.measure_incidents(timestamptz) is
'Measure open incidents by level, the runbook of the oldest of the worst, and the age in seconds of
the oldest that nobody acknowledged.';
