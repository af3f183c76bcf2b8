create or replace view health.check_lifecycle_confirmed_has_order with (security_invoker = on) as
select 'lifecycle_confirmed_has_order' as check_name,
       'lifecycle' as promise, 'critical' as severity,
       a.user_id as user_id, a.attempt_id::text as subject,
       jsonb_build_object('symbol', a.symbol) as detail,
       'See the runbook.' as remediation, 'lifecycle-incident' as runbook
  from lifecycle.attempts as a
 where a.state = 'confirmed' and not exists (
   select from lifecycle.orders as o
    where o.user_id = a.user_id and o.attempt_id = a.attempt_id
 );
alter view health.check_lifecycle_confirmed_has_order owner to tradekeel_owner;
revoke all on health.check_lifecycle_confirmed_has_order from public;
grant select on health.check_lifecycle_confirmed_has_order
  to tradekeel_engine, tradekeel_operator, tradekeel_auditor;
comment on view health.check_lifecycle_confirmed_has_order is
'Confirmed attempts without an order.';
