revoke all on table tenancy.breaches from public, anon, authenticated, service_role;
grant select, insert on table tenancy.breaches to tradekeel_engine;
alter table tenancy.breaches enable row level security;
drop policy if exists engine_all on tenancy.breaches;
create policy engine_all on tenancy.breaches to tradekeel_engine
  using (true) with check (true);
comment on table tenancy.breaches is
'Calls that named another tenants object. Append only.';
