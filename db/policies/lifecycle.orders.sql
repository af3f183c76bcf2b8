revoke all on table lifecycle.orders from public, anon, authenticated, service_role;
grant select, insert on table lifecycle.orders to tradekeel_engine;
grant update (
  profile_id, account_id, intent_id, attempt_id, kind, book, symbol, side, order_type,
  exchange_order_id, child_exchange_order_id, client_order_text, price, quantity, filled, cost,
  average, status, raw_status, revision, posted_quantity, posted_cost, posted_fee_quote,
  posted_fee_base, posted_fee_other, traded_quantity, inferred_quantity, stated_fee_quote,
  stated_fee_base, stated_fee_other, stated_other_fees, is_stated_fee_priced,
  absent_count, absent_at, exchange_at, first_seen_at, changed_at, terminal_at, stable_readings,
  last_reading_at, settled_at
) on table lifecycle.orders to tradekeel_engine;
alter table lifecycle.orders enable row level security;
drop policy if exists engine_all on lifecycle.orders;
create policy engine_all on lifecycle.orders to tradekeel_engine
  using (true) with check (true);
grant select (
  user_id, order_id, intent_id, kind, symbol, side, order_type, exchange_order_id,
  client_order_text, price, quantity, filled, cost, average, status, posted_fee_quote,
  posted_fee_base, posted_fee_other, first_seen_at, changed_at, terminal_at, settled_at
) on table lifecycle.orders to authenticated;
drop policy if exists tenant_reads on lifecycle.orders;
create policy tenant_reads on lifecycle.orders for select to authenticated
  using (user_id = (
    select (nullif(current_setting('request.jwt.claims', true), '')::json ->> 'sub')::uuid
  ));
comment on table lifecycle.orders is
'Orders the exchange confirmed, what it says of them and what the ledger posted.';
