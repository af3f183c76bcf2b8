revoke all on table reconciliation.locks from public, anon, authenticated, service_role;
grant select, insert on table reconciliation.locks to tradekeel_engine;
grant update (
  owner_token, term, acquired_at, expires_at
) on table reconciliation.locks to tradekeel_engine;
alter table reconciliation.locks enable row level security;
drop policy if exists engine_all on reconciliation.locks;
create policy engine_all on reconciliation.locks to tradekeel_engine
  using (true) with check (true);
comment on table reconciliation.locks is
'Who reconciles an account: owner token, term, expiry.';
