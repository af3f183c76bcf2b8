create or replace function health.measure_checks(
  p_now timestamptz
) returns jsonb
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return (
    select jsonb_object_agg(substr(c.relname, 7), jsonb_build_object(
             'rows', r.row_count, 'severity', r.severity,
             'ageSeconds', round(extract(epoch from p_now - r.measured_at), 3),
             'durationMs', r.duration_ms))
      from pg_catalog.pg_class as c
      left join health.check_results as r on r.check_name = substr(c.relname, 7)
     where c.relnamespace = 'health'::regnamespace and c.relkind = 'v'
       and c.relname ~ '^check_'
  );
end;
$$;
alter function health.measure_checks(timestamptz) owner to tradekeel_owner;
revoke all on function health.measure_checks(timestamptz) from public;
grant execute on function health.measure_checks(timestamptz) to tradekeel_engine;
comment on function health.measure_checks(timestamptz) is
'Name every check view that exists with how many rows it had when it was read last, and how long ago
that was in seconds; null when nobody read it yet. The views themselves are not read here.';
