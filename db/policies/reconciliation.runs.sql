revoke all on table reconciliation.runs from public, anon, authenticated, service_role;
grant select, insert on table reconciliation.runs to tradekeel_engine;
grant update (
  account_id, owner_token, lock_term, lease_term, epoch, state, is_complete, rounds,
  mismatches_found, mismatches_healed, started_at, finished_at
) on table reconciliation.runs to tradekeel_engine;
alter table reconciliation.runs enable row level security;
drop policy if exists engine_all on reconciliation.runs;
create policy engine_all on reconciliation.runs to tradekeel_engine
  using (true) with check (true);
comment on table reconciliation.runs is
'Reconciliations, one alive per account.';
