revoke all on table lifecycle.income_cursors from public, anon, authenticated, service_role;
grant select, insert on table lifecycle.income_cursors to tradekeel_engine;
grant update (read_until, read_at) on table lifecycle.income_cursors to tradekeel_engine;
alter table lifecycle.income_cursors enable row level security;
drop policy if exists engine_all on lifecycle.income_cursors;
create policy engine_all on lifecycle.income_cursors to tradekeel_engine
  using (true) with check (true);
comment on table lifecycle.income_cursors is
'How far the statement of an account was read for incomes.';
