revoke all on table tenancy.broadcasts_1 from public, anon, authenticated, service_role;
alter table tenancy.broadcasts_1 enable row level security;
drop policy if exists engine_all on tenancy.broadcasts_1;
create policy engine_all on tenancy.broadcasts_1 to tradekeel_engine
  using (true) with check (true);
comment on table tenancy.broadcasts_1 is
'One day slot of the outbox.';
