revoke all on table locks.account_leases from public, anon, authenticated, service_role;
grant select, insert on table locks.account_leases to tradekeel_engine;
grant update (
  owner_token, instance_id, term, epoch, acquired_at, expires_at, ready_term, ready_epoch,
  reconciled_at
) on table locks.account_leases to tradekeel_engine;
alter table locks.account_leases enable row level security;
drop policy if exists engine_all on locks.account_leases;
create policy engine_all on locks.account_leases to tradekeel_engine
  using (true) with check (true);
grant select (
  user_id, account_id, term, epoch, expires_at, ready_term, ready_epoch, reconciled_at
) on table locks.account_leases to authenticated;
drop policy if exists tenant_reads on locks.account_leases;
create policy tenant_reads on locks.account_leases for select to authenticated
  using (user_id = (
    select (nullif(current_setting('request.jwt.claims', true), '')::json ->> 'sub')::uuid
  ));
comment on table locks.account_leases is
'Which process drives an account, and whether it is reconciled under that term.';
