create or replace view health.check_isolation_rls_enabled with (security_invoker = on) as
select 'isolation_rls_enabled' as check_name, 'isolation' as promise, 'critical' as severity,
       '00000000-0000-0000-0000-000000000000'::uuid as user_id,
       n.nspname || '.' || c.relname as subject,
       '{}'::jsonb as detail,
       'Enable row level security and apply the schema again.' as remediation,
       'tenant-isolation' as runbook
  from pg_catalog.pg_class as c
  join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
  join pg_catalog.pg_attribute as a on a.attrelid = c.oid and a.attname = 'user_id'
 where n.nspname in
         ('tenancy', 'ledger', 'lifecycle', 'locks', 'reconciliation', 'health', 'ops')
   and c.relkind in ('r', 'p') and not c.relrowsecurity;
alter view health.check_isolation_rls_enabled owner to tradekeel_owner;
revoke all on health.check_isolation_rls_enabled from public;
grant select on health.check_isolation_rls_enabled
  to tradekeel_engine, tradekeel_operator, tradekeel_auditor;
comment on view health.check_isolation_rls_enabled is
'Tables with a user_id whose row level security is off.';
