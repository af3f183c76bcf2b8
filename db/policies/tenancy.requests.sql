revoke all on table tenancy.requests from public, anon, authenticated, service_role;
grant select, insert on table tenancy.requests to tradekeel_engine;
grant update (
  kind, subject_id, arguments, state, outcome, created_at, closed_at
) on table tenancy.requests to tradekeel_engine;
alter table tenancy.requests enable row level security;
drop policy if exists engine_all on tenancy.requests;
create policy engine_all on tenancy.requests to tradekeel_engine
  using (true) with check (true);
grant select (
  user_id, profile_id, request_id, kind, subject_id, arguments, state, outcome, created_at,
  closed_at
) on table tenancy.requests to authenticated;
drop policy if exists tenant_reads on tenancy.requests;
create policy tenant_reads on tenancy.requests for select to authenticated
  using (user_id = (
    select (nullif(current_setting('request.jwt.claims', true), '')::json ->> 'sub')::uuid
  ));
comment on table tenancy.requests is
'What tenants ask the engine to do, other than to trade, and what became of it.';
