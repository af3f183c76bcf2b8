revoke all on table lifecycle.positions from public, anon, authenticated, service_role;
grant select, insert on table lifecycle.positions to tradekeel_engine;
grant update (
  profile_id, account_id, symbol, side, state, quantity, cost_basis, notional, entered_quantity,
  entered_notional, exited_quantity, exited_notional, realized_pnl, fees_quote, opened_at,
  closed_at, revision
) on table lifecycle.positions to tradekeel_engine;
alter table lifecycle.positions enable row level security;
drop policy if exists engine_all on lifecycle.positions;
create policy engine_all on lifecycle.positions to tradekeel_engine
  using (true) with check (true);
grant select (
  user_id, position_id, profile_id, account_id, symbol, side, state, quantity, cost_basis,
  notional, entered_quantity, entered_notional, exited_quantity, exited_notional, realized_pnl,
  fees_quote, opened_at, closed_at
) on table lifecycle.positions to authenticated;
drop policy if exists tenant_reads on lifecycle.positions;
create policy tenant_reads on lifecycle.positions for select to authenticated
  using (user_id = (
    select (nullif(current_setting('request.jwt.claims', true), '')::json ->> 'sub')::uuid
  ));
comment on table lifecycle.positions is
'From first entry fill to flat. Quantity in base (contracts on swaps), amounts in quote.';
