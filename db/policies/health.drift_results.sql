revoke all on table health.drift_results from public, anon, authenticated, service_role;
grant select, insert on table health.drift_results to tradekeel_engine;
grant update (
  row_count, findings, measured_at
) on table health.drift_results to tradekeel_engine;
comment on table health.drift_results is
'Where the live catalog differed from what was applied when the bridge compared them last.';
