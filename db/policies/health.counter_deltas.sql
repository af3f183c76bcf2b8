revoke all on table health.counter_deltas from public, anon, authenticated, service_role;
grant select, insert on table health.counter_deltas to tradekeel_engine;
grant delete on table health.counter_deltas to tradekeel_engine;
alter table health.counter_deltas enable row level security;
drop policy if exists engine_all on health.counter_deltas;
create policy engine_all on health.counter_deltas to tradekeel_engine
  using (true) with check (true);
comment on table health.counter_deltas is
'Counter increments, appended by callers and folded by a sweeper.';
