revoke all on table ledger.entries from public, anon, authenticated, service_role;
grant select, insert on table ledger.entries to tradekeel_engine;
alter table ledger.entries enable row level security;
drop policy if exists engine_all on ledger.entries;
create policy engine_all on ledger.entries to tradekeel_engine
  using (true) with check (true);
grant select (
  user_id, profile_id, seq, kind, source, allocated_delta, reserved_for_orders_delta,
  reserved_for_positions_delta, realized_pnl_delta, allocated_after, reserved_for_orders_after,
  reserved_for_positions_after, realized_pnl_after, effective_at, recorded_at
) on table ledger.entries to authenticated;
drop policy if exists tenant_reads on ledger.entries;
create policy tenant_reads on ledger.entries for select to authenticated
  using (user_id = (
    select (nullif(current_setting('request.jwt.claims', true), '')::json ->> 'sub')::uuid
  ));
comment on table ledger.entries is
'The journal of capital: gap-free seq, deltas and amounts after. Append only.';
