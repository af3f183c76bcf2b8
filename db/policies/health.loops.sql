revoke all on table health.loops from public, anon, authenticated, service_role;
grant select, insert on table health.loops to tradekeel_engine;
grant update (
  instance_id, interval_seconds, began_at, started_at, succeeded_at, failed_at, error, run_count,
  failure_count
) on table health.loops to tradekeel_engine;
alter table health.loops enable row level security;
drop policy if exists engine_all on health.loops;
create policy engine_all on health.loops to tradekeel_engine
  using (true) with check (true);
comment on table health.loops is
'Loops of each account: who turned last, last start, success, failure.';
