revoke all on table reconciliation.mismatches from public, anon, authenticated, service_role;
grant select, insert on table reconciliation.mismatches to tradekeel_engine;
grant update (
  account_id, profile_id, kind, subject, state, run_id, seen_count, detail, first_seen_at,
  last_seen_at, closed_at, accepted_by, accept_reason, return_count, stopped_at
) on table reconciliation.mismatches to tradekeel_engine;
alter table reconciliation.mismatches enable row level security;
drop policy if exists engine_all on reconciliation.mismatches;
create policy engine_all on reconciliation.mismatches to tradekeel_engine
  using (true) with check (true);
comment on table reconciliation.mismatches is
'Differences between database and exchange: one open per account, kind and subject.';
