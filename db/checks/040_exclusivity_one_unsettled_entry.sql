create or replace view health.check_exclusivity_one_unsettled_entry with (security_invoker = on) as
select 'exclusivity_one_unsettled_entry' as check_name,
       'exclusivity' as promise, 'critical' as severity,
       i.user_id as user_id, i.profile_id || ' ' || i.symbol as subject,
       jsonb_build_object('count', count(*)) as detail,
       'Stop the bridge; see the runbook.' as remediation, 'lock-contention' as runbook
  from lifecycle.intents as i
 where i.kind = 'entry' and i.settled_at is null
 group by i.user_id, i.profile_id, i.symbol
having count(*) > 1;
alter view health.check_exclusivity_one_unsettled_entry owner to tradekeel_owner;
revoke all on health.check_exclusivity_one_unsettled_entry from public;
grant select on health.check_exclusivity_one_unsettled_entry
  to tradekeel_engine, tradekeel_operator, tradekeel_auditor;
comment on view health.check_exclusivity_one_unsettled_entry is
'More than one unsettled entry on a profile and symbol.';
