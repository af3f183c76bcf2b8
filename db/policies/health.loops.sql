revoke all on table health.loops from public, anon, authenticated, service_role;
grant select, insert on table health.loops to tradekeel_engine;
grant update (
  interval_seconds, started_at, succeeded_at, failed_at, error, run_count, failure_count
) on table health.loops to tradekeel_engine;
comment on table health.loops is
'Loops of each process: last start, success, failure.';
