revoke all on table lifecycle.late_fees from public, anon, authenticated, service_role;
grant select, insert on table lifecycle.late_fees to tradekeel_engine;
alter table lifecycle.late_fees enable row level security;
drop policy if exists engine_all on lifecycle.late_fees;
create policy engine_all on lifecycle.late_fees to tradekeel_engine
  using (true) with check (true);
comment on table lifecycle.late_fees is
'The fees of trades that were told without any at first. Append only.';
