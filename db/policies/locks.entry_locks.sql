revoke all on table locks.entry_locks from public, anon, authenticated, service_role;
grant select, insert on table locks.entry_locks to tradekeel_engine;
grant update (
  owner_token, term, acquired_at, expires_at
) on table locks.entry_locks to tradekeel_engine;
alter table locks.entry_locks enable row level security;
drop policy if exists engine_all on locks.entry_locks;
create policy engine_all on locks.entry_locks to tradekeel_engine
  using (true) with check (true);
comment on table locks.entry_locks is
'Who may begin an entry of a profiles symbol: owner token, term, expiry.';
