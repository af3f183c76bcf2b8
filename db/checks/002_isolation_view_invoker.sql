create or replace view health.check_isolation_view_invoker with (security_invoker = on) as
select 'isolation_view_invoker' as check_name, 'isolation' as promise, 'critical' as severity,
       '00000000-0000-0000-0000-000000000000'::uuid as user_id,
       n.nspname || '.' || c.relname as subject,
       '{}'::jsonb as detail,
       'Apply the schema again: every view states security_invoker.' as remediation,
       'tenant-isolation' as runbook
  from pg_catalog.pg_class as c
  join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
 where n.nspname in ('api', 'ops', 'health') and c.relkind = 'v'
   and not coalesce(c.reloptions, '{}') && array['security_invoker=on', 'security_invoker=true'];
alter view health.check_isolation_view_invoker owner to tradekeel_owner;
revoke all on health.check_isolation_view_invoker from public;
grant select on health.check_isolation_view_invoker
  to tradekeel_engine, tradekeel_operator, tradekeel_auditor;
comment on view health.check_isolation_view_invoker is
'Views of ours that would read with their owner''s rights.';
