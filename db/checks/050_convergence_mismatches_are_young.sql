create or replace view health.check_convergence_mismatches_are_young with (security_invoker = on) as
select 'convergence_mismatches_are_young' as check_name,
       'convergence' as promise, 'warning' as severity,
       m.user_id as user_id, m.kind || ' ' || m.subject as subject,
       m.detail as detail,
       'Read the mismatch; see the runbook.' as remediation, 'reconciliation' as runbook
  from reconciliation.mismatches as m
 where m.state = 'open' and m.first_seen_at < clock_timestamp() - interval '10 minutes';
alter view health.check_convergence_mismatches_are_young owner to tradekeel_owner;
revoke all on health.check_convergence_mismatches_are_young from public;
grant select on health.check_convergence_mismatches_are_young
  to tradekeel_engine, tradekeel_operator, tradekeel_auditor;
comment on view health.check_convergence_mismatches_are_young is
'Mismatches open for more than ten minutes.';
