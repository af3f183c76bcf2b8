revoke all on table lifecycle.executions from public, anon, authenticated, service_role;
grant select, insert on table lifecycle.executions to tradekeel_engine;
alter table lifecycle.executions enable row level security;
drop policy if exists engine_all on lifecycle.executions;
create policy engine_all on lifecycle.executions to tradekeel_engine
  using (true) with check (true);
comment on table lifecycle.executions is
'What the ledger booked per order revision: money is derived from these. Append only.';
