revoke all on table reconciliation.lookups from public, anon, authenticated, service_role;
grant select, insert on table reconciliation.lookups to tradekeel_engine;
grant update (
  run_id, account_id, profile_id, kind, subject_id, symbol, client_order_text,
  exchange_order_id, state, outcome, asked_at, answered_at
) on table reconciliation.lookups to tradekeel_engine;
alter table reconciliation.lookups enable row level security;
drop policy if exists engine_all on reconciliation.lookups;
create policy engine_all on reconciliation.lookups to tradekeel_engine
  using (true) with check (true);
comment on table reconciliation.lookups is
'Targeted questions of a run to the exchange, and their answers.';
