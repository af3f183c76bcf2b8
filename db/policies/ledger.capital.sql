revoke all on table ledger.capital from public, anon, authenticated, service_role;
grant select, insert on table ledger.capital to tradekeel_engine;
grant update (
  account_id, allocated, reserved_for_orders, reserved_for_positions, realized_pnl,
  trading_state, seq, event_seq, changed_at, pnl_day, pnl_of_day, last_loss_at, tenant_paused_at,
  tenant_pause_reason
) on table ledger.capital to tradekeel_engine;
alter table ledger.capital enable row level security;
drop policy if exists engine_all on ledger.capital;
create policy engine_all on ledger.capital to tradekeel_engine
  using (true) with check (true);
grant select (
  user_id, profile_id, account_id, allocated, reserved_for_orders, reserved_for_positions,
  realized_pnl, available, trading_state, seq, changed_at, pnl_day, pnl_of_day, tenant_paused_at,
  tenant_pause_reason
) on table ledger.capital to authenticated;
drop policy if exists tenant_reads on ledger.capital;
create policy tenant_reads on ledger.capital for select to authenticated
  using (user_id = (
    select (nullif(current_setting('request.jwt.claims', true), '')::json ->> 'sub')::uuid
  ));
comment on table ledger.capital is
'Four amounts per profile, in its quote currency; available is generated and guarded.';
