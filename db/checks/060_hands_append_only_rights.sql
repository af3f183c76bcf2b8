create or replace view health.check_hands_append_only_rights with (security_invoker = on) as
select 'hands_append_only_rights' as check_name, 'hands' as promise, 'critical' as severity,
       '00000000-0000-0000-0000-000000000000'::uuid as user_id,
       g.table_schema || '.' || g.table_name || ' ' || g.grantee as subject,
       jsonb_build_object('privilege', g.privilege_type) as detail,
       'Revoke it and apply the schema again.' as remediation, 'lifecycle-incident' as runbook
  from (
    select n.nspname as table_schema, c.relname as table_name,
           coalesce(r.rolname, 'public') as grantee, x.privilege_type
      from pg_catalog.pg_class as c
      join pg_catalog.pg_namespace as n on n.oid = c.relnamespace,
           lateral (
             select e.grantee, e.privilege_type from aclexplode(c.relacl) as e
             union
             select e.grantee, e.privilege_type
               from pg_catalog.pg_attribute as a, lateral aclexplode(a.attacl) as e
              where a.attrelid = c.oid
           ) as x
      left join pg_catalog.pg_roles as r on r.oid = x.grantee
     where n.nspname in
             ('tenancy', 'ledger', 'lifecycle', 'locks', 'reconciliation', 'health', 'ops', 'meta')
       and c.relkind in ('r', 'p') and x.grantee <> c.relowner
  ) as g
 where g.grantee is distinct from 'tradekeel_engine'
       and g.privilege_type in ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE')
    or g.privilege_type in ('DELETE', 'TRUNCATE') and (g.table_schema, g.table_name) not in
         (('lifecycle', 'signals'), ('health', 'counter_deltas'))
    or g.privilege_type = 'UPDATE' and (g.table_schema, g.table_name) in (
         ('ledger', 'entries'), ('lifecycle', 'fills'), ('lifecycle', 'executions'),
         ('lifecycle', 'incomes'), ('lifecycle', 'fee_prices'), ('lifecycle', 'late_fees'),
         ('lifecycle', 'trade_history'), ('tenancy', 'breaches'), ('ops', 'audit'),
         ('ops', 'audit_seals'));
alter view health.check_hands_append_only_rights owner to tradekeel_owner;
revoke all on health.check_hands_append_only_rights from public;
grant select on health.check_hands_append_only_rights
  to tradekeel_engine, tradekeel_operator, tradekeel_auditor;
comment on view health.check_hands_append_only_rights is
'Write rights on tables beyond those the design names.';
