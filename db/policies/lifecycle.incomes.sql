revoke all on table lifecycle.incomes from public, anon, authenticated, service_role;
grant select, insert on table lifecycle.incomes to tradekeel_engine;
alter table lifecycle.incomes enable row level security;
drop policy if exists engine_all on lifecycle.incomes;
create policy engine_all on lifecycle.incomes to tradekeel_engine
  using (true) with check (true);
comment on table lifecycle.incomes is
'Money that moved without an order: funding, interest, rebates. Append only.';
