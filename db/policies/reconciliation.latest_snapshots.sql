revoke all on table reconciliation.latest_snapshots from public, anon, authenticated, service_role;
grant select, insert on table reconciliation.latest_snapshots to tradekeel_engine;
grant update (
  run_id, is_complete, row_count, empty_count, document, unchanged_order_ids, unchanged_hashes,
  started_at, recorded_at
) on table reconciliation.latest_snapshots to tradekeel_engine;
alter table reconciliation.latest_snapshots enable row level security;
drop policy if exists engine_all on reconciliation.latest_snapshots;
create policy engine_all on reconciliation.latest_snapshots to tradekeel_engine
  using (true) with check (true);
comment on table reconciliation.latest_snapshots is
'The latest reading per account and part, with its completeness. Of open orders the document holds
what may be news; those stated exactly as the database has them are unchanged_order_ids.';
