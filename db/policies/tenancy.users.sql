revoke all on table tenancy.users from public, anon, authenticated, service_role;
grant select, insert on table tenancy.users to tradekeel_engine;
grant update (
  is_suspended, created_at, max_exposure
) on table tenancy.users to tradekeel_engine;
alter table tenancy.users enable row level security;
drop policy if exists engine_all on tenancy.users;
create policy engine_all on tenancy.users to tradekeel_engine
  using (true) with check (true);
comment on table tenancy.users is
'Tenants. On Supabase the id of auth.users, without a foreign key.';
