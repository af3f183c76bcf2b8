revoke all on table health.check_results from public, anon, authenticated, service_role;
grant select, insert on table health.check_results to tradekeel_engine;
grant update (
  row_count, severity, measured_at, duration_ms
) on table health.check_results to tradekeel_engine;
comment on table health.check_results is
'What each check view said when it was read last.';
