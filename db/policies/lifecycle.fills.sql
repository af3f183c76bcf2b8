revoke all on table lifecycle.fills from public, anon, authenticated, service_role;
grant select, insert on table lifecycle.fills to tradekeel_engine;
alter table lifecycle.fills enable row level security;
drop policy if exists engine_all on lifecycle.fills;
create policy engine_all on lifecycle.fills to tradekeel_engine
  using (true) with check (true);
grant select (
  user_id, account_id, symbol, exchange_order_id, trade_id, side, order_id, profile_id, price,
  quantity, cost, fee_quote, fee_base, other_fees, executed_at, recorded_at
) on table lifecycle.fills to authenticated;
drop policy if exists tenant_reads on lifecycle.fills;
create policy tenant_reads on lifecycle.fills for select to authenticated
  using (user_id = (
    select (nullif(current_setting('request.jwt.claims', true), '')::json ->> 'sub')::uuid
  ));
comment on table lifecycle.fills is
'Exchange trades, once each. Append only.';
