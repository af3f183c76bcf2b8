revoke all on table health.exchange_contacts from public, anon, authenticated, service_role;
grant select, insert on table health.exchange_contacts to tradekeel_engine;
grant update (
  succeeded_at, failed_at, failure_count, error_class, latency_ms, clock_skew_ms
) on table health.exchange_contacts to tradekeel_engine;
alter table health.exchange_contacts enable row level security;
drop policy if exists engine_all on health.exchange_contacts;
create policy engine_all on health.exchange_contacts to tradekeel_engine
  using (true) with check (true);
comment on table health.exchange_contacts is
'What the driver of each account last heard of its exchange.';
