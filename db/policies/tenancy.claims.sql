revoke all on table tenancy.claims from public, anon, authenticated, service_role;
grant select, insert on table tenancy.claims to tradekeel_engine;
grant update (
  profile_id, claimed_at, is_held
) on table tenancy.claims to tradekeel_engine;
alter table tenancy.claims enable row level security;
drop policy if exists engine_all on tenancy.claims;
create policy engine_all on tenancy.claims to tradekeel_engine
  using (true) with check (true);
comment on table tenancy.claims is
'Which profile owns an asset or swap symbol of an account until flat.';
