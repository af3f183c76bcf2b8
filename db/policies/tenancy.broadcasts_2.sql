revoke all on table tenancy.broadcasts_2 from public, anon, authenticated, service_role;
alter table tenancy.broadcasts_2 enable row level security;
drop policy if exists engine_all on tenancy.broadcasts_2;
create policy engine_all on tenancy.broadcasts_2 to tradekeel_engine
  using (true) with check (true);
comment on table tenancy.broadcasts_2 is
'One day slot of the outbox.';
