create or replace view health.check_honesty_not_placed_has_evidence with (security_invoker = on) as
select 'honesty_not_placed_has_evidence' as check_name,
       'honesty' as promise, 'critical' as severity,
       a.user_id as user_id, a.attempt_id::text as subject,
       a.evidence as detail,
       'See the runbook; the CHECK forbids it.' as remediation, 'lifecycle-incident' as runbook
  from lifecycle.attempts as a
 where a.state = 'not_placed'
   and (a.absent_first_at is null or a.absent_first_at < a.horizon_at
        or a.absent_last_at is null or jsonb_array_length(a.evidence) < 2);
alter view health.check_honesty_not_placed_has_evidence owner to tradekeel_owner;
revoke all on health.check_honesty_not_placed_has_evidence from public;
grant select on health.check_honesty_not_placed_has_evidence
  to tradekeel_engine, tradekeel_operator, tradekeel_auditor;
comment on view health.check_honesty_not_placed_has_evidence is
'Attempts called not placed without evidence.';
