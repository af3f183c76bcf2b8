create or replace function ops.fn_read_status() returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  return health.read_health() || jsonb_build_object(
    'profiles', coalesce((
      select jsonb_agg(to_jsonb(p))
        from health.list_profiles(v_now) as p
    ), '[]'),
    'openIncidents', coalesce((
      select jsonb_agg(to_jsonb(i) order by i.opened_at)
        from health.list_incidents() as i
    ), '[]'),
    'openMismatches', coalesce((
      select jsonb_agg(to_jsonb(m) order by m.first_seen_at)
        from health.list_mismatches() as m
    ), '[]'),
    'driftFindings', coalesce((select d.findings from health.drift_results as d), '[]'));
end;
$$;
alter function ops.fn_read_status() owner to tradekeel_engine;
revoke all on function ops.fn_read_status() from public;
grant execute on function ops.fn_read_status() to tradekeel_operator, tradekeel_auditor;
comment on function ops.fn_read_status() is
'Read health as operators see it: besides the document of health.read_health the 50 profiles that
need a person most, and the oldest 50 open incidents and mismatches, with their users; and what
differs from what was applied.';
