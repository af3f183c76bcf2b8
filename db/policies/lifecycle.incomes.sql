revoke all on table lifecycle.incomes from public, anon, authenticated, service_role;
grant select, insert on table lifecycle.incomes to tradekeel_engine;
alter table lifecycle.incomes enable row level security;
drop policy if exists engine_all on lifecycle.incomes;
create policy engine_all on lifecycle.incomes to tradekeel_engine
  using (true) with check (true);
grant select (
  user_id, income_id, account_id, profile_id, kind, exchange_income_id, symbol, currency,
  amount, amount_quote, effective_at, recorded_at
) on table lifecycle.incomes to authenticated;
drop policy if exists tenant_reads on lifecycle.incomes;
create policy tenant_reads on lifecycle.incomes for select to authenticated
  using (user_id = (select tenancy.current_user_id()));
comment on table lifecycle.incomes is
'Money that moved without an order: funding, interest, rebates. Append only.';
