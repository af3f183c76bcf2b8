revoke all on table tenancy.broadcasts from public, anon, authenticated, service_role;
grant select, insert on table tenancy.broadcasts to tradekeel_engine;
alter table tenancy.broadcasts enable row level security;
drop policy if exists engine_all on tenancy.broadcasts;
create policy engine_all on tenancy.broadcasts to tradekeel_engine
  using (true) with check (true);
comment on table tenancy.broadcasts is
'Outbox: one row per lifecycle change, gap-free event_seq per profile.';
