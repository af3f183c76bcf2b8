create or replace view health.check_hands_record_is_chained with (security_invoker = on) as
select 'hands_record_is_chained' as check_name, 'hands' as promise, 'critical' as severity,
       f.user_id as user_id, f.subject as subject,
       f.detail || jsonb_build_object('problem', f.problem) as detail,
       'Somebody wrote past the functions; compare with a backup and the exported head.'
         as remediation,
       'audit-record' as runbook
  from meta.find_record_faults(
           greatest((select h.row_count from ops.audit_head as h) - 1000, 0),
           clock_timestamp() - interval '2 days') as f;
alter view health.check_hands_record_is_chained owner to tradekeel_owner;
revoke all on health.check_hands_record_is_chained from public;
grant select on health.check_hands_record_is_chained
  to tradekeel_engine, tradekeel_operator, tradekeel_auditor;
comment on view health.check_hands_record_is_chained is
'Lines of the operators'' record that are not what was written then, of the newest thousand and of
what was recorded within two days. The full form reads all.';
