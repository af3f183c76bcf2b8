revoke all on table tenancy.users from public, anon, authenticated, service_role;
grant select, insert on table tenancy.users to tradekeel_engine;
grant update (
  is_suspended, created_at, max_exposure, revoked_at, revoke_reason
) on table tenancy.users to tradekeel_engine;
alter table tenancy.users enable row level security;
drop policy if exists engine_all on tenancy.users;
create policy engine_all on tenancy.users to tradekeel_engine
  using (true) with check (true);
-- What the policy on realtime.messages asks.
grant select (user_id, revoked_at) on table tenancy.users to authenticated;
drop policy if exists tenant_reads on tenancy.users;
create policy tenant_reads on tenancy.users for select to authenticated
  using (user_id = (
    select (nullif(current_setting('request.jwt.claims', true), '')::json ->> 'sub')::uuid
  ));
comment on table tenancy.users is
'Tenants. On Supabase the id of auth.users, without a foreign key. revoked_at: since when he may not
listen any more.';
