revoke all on table ops.audit from public, anon, authenticated, service_role;
grant select, insert on table ops.audit to tradekeel_engine;
alter table ops.audit enable row level security;
drop policy if exists engine_all on ops.audit;
create policy engine_all on ops.audit to tradekeel_engine
  using (true) with check (true);
comment on table ops.audit is
'Every operator call: who, when, arguments, result. Append only.';
