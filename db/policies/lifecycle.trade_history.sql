revoke all on table lifecycle.trade_history from public, anon, authenticated, service_role;
grant select, insert on table lifecycle.trade_history to tradekeel_engine;
alter table lifecycle.trade_history enable row level security;
drop policy if exists engine_all on lifecycle.trade_history;
create policy engine_all on lifecycle.trade_history to tradekeel_engine
  using (true) with check (true);
grant select (
  user_id, position_id, revision, profile_id, symbol, side, entered_quantity, entered_notional,
  exited_quantity, exited_notional, realized_pnl, fees_quote, opened_at, closed_at, recorded_at
) on table lifecycle.trade_history to authenticated;
drop policy if exists tenant_reads on lifecycle.trade_history;
create policy tenant_reads on lifecycle.trade_history for select to authenticated
  using (user_id = (
    select (nullif(current_setting('request.jwt.claims', true), '')::json ->> 'sub')::uuid
  ));
comment on table lifecycle.trade_history is
'Closed positions, a new revision when late truth changes one. Append only.';
