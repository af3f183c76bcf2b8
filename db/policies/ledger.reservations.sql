revoke all on table ledger.reservations from public, anon, authenticated, service_role;
grant select, insert on table ledger.reservations to tradekeel_engine;
grant update (
  profile_id, amount, consumed, released, closed_at, created_at
) on table ledger.reservations to tradekeel_engine;
alter table ledger.reservations enable row level security;
drop policy if exists engine_all on ledger.reservations;
create policy engine_all on ledger.reservations to tradekeel_engine
  using (true) with check (true);
comment on table ledger.reservations is
'What one attempt reserved, spent and gave back, in quote currency.';
