create or replace view health.check_honesty_unresolved_is_young with (security_invoker = on) as
select 'honesty_unresolved_is_young' as check_name, 'honesty' as promise, 'warning' as severity,
       a.user_id as user_id, a.attempt_id::text as subject,
       jsonb_build_object(
         'symbol', a.symbol, 'state', a.state, 'created_at', a.created_at) as detail,
       'Resolve it by look-up; see the runbook.' as remediation, 'lifecycle-incident' as runbook
  from lifecycle.attempts as a
 where a.state in ('submitting', 'unknown')
   and a.horizon_at < clock_timestamp() - interval '10 minutes';
alter view health.check_honesty_unresolved_is_young owner to tradekeel_owner;
revoke all on health.check_honesty_unresolved_is_young from public;
grant select on health.check_honesty_unresolved_is_young
  to tradekeel_engine, tradekeel_operator, tradekeel_auditor;
comment on view health.check_honesty_unresolved_is_young is
'Attempts unresolved ten minutes past their horizon.';
