revoke all on table health.streams from public, anon, authenticated, service_role;
grant select, insert on table health.streams to tradekeel_engine;
grant update (
  lease_term, connection_no, connected_at, caught_up_at, heard_at, lag_ms, down_at, error_class
) on table health.streams to tradekeel_engine;
alter table health.streams enable row level security;
drop policy if exists engine_all on health.streams;
create policy engine_all on health.streams to tradekeel_engine
  using (true) with check (true);
comment on table health.streams is
'The user-data stream of each account, under the lease term of whoever listens to it: connected
since, caught up since (a full reading that began after the connection was complete), last heard,
how late the last events were, or down since and why. Nothing else depends on it.';
