revoke all on table ops.audit_seals from public, anon, authenticated, service_role;
grant select, insert on table ops.audit_seals to tradekeel_engine;
alter table ops.audit_seals enable row level security;
drop policy if exists engine_all on ops.audit_seals;
create policy engine_all on ops.audit_seals to tradekeel_engine
  using (true) with check (true);
comment on table ops.audit_seals is
'The chain over ops.audit: seq counts the lines of the installation, row_hash is sha256 over the
hash before, the seal and the line. Inherited: sealed when the chain began. Append only.';
