create or replace view health.check_hands_record_is_chained_full with (security_invoker = on) as
select 'hands_record_is_chained_full' as check_name, 'hands' as promise, 'critical' as severity,
       f.user_id as user_id, f.subject as subject,
       f.detail || jsonb_build_object('problem', f.problem) as detail,
       'Somebody wrote past the functions; compare with a backup and the exported head.'
         as remediation,
       'audit-record' as runbook
  from meta.find_record_faults(0, '-infinity') as f;
alter view health.check_hands_record_is_chained_full owner to tradekeel_owner;
revoke all on health.check_hands_record_is_chained_full from public;
grant select on health.check_hands_record_is_chained_full
  to tradekeel_engine, tradekeel_operator, tradekeel_auditor;
comment on view health.check_hands_record_is_chained_full is
'Lines of the operators'' record that are not what was written then, over all of it.';
