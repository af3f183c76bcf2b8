create or replace view health.check_honesty_unresolved_keeps_reservation
with (security_invoker = on) as
select 'honesty_unresolved_keeps_reservation' as check_name,
       'honesty' as promise, 'critical' as severity,
       a.user_id as user_id, a.attempt_id::text as subject,
       jsonb_build_object(
         'symbol', a.symbol, 'state', a.state) as detail,
       'See the runbook.' as remediation, 'lifecycle-incident' as runbook
  from lifecycle.attempts as a
  join lifecycle.intents as i on i.user_id = a.user_id and i.intent_id = a.intent_id
 where a.state in ('submitting', 'unknown')
   and (i.settled_at is not null or a.kind = 'entry' and not exists (
     select from ledger.reservations as r
      where r.user_id = a.user_id and r.attempt_id = a.attempt_id and r.closed_at is null
   ));
alter view health.check_honesty_unresolved_keeps_reservation owner to tradekeel_owner;
revoke all on health.check_honesty_unresolved_keeps_reservation from public;
grant select on health.check_honesty_unresolved_keeps_reservation
  to tradekeel_engine, tradekeel_operator, tradekeel_auditor;
comment on view health.check_honesty_unresolved_keeps_reservation is
'Unresolved attempts that lost their slot or reservation.';
