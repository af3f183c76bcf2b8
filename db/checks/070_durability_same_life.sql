create or replace view health.check_durability_same_life with (security_invoker = on) as
select 'durability_same_life' as check_name, 'durability' as promise, 'critical' as severity,
       '00000000-0000-0000-0000-000000000000'::uuid as user_id, 'installation' as subject,
       jsonb_build_object('epoch', i.epoch) as detail,
       'Acknowledge the installation, then reconcile.' as remediation,
       'restore-from-backup' as runbook
  from meta.installation as i
 where not meta.is_same_life();
alter view health.check_durability_same_life owner to tradekeel_owner;
revoke all on health.check_durability_same_life from public;
grant select on health.check_durability_same_life
  to tradekeel_engine, tradekeel_operator, tradekeel_auditor;
comment on view health.check_durability_same_life is
'The database lives another life than the one acknowledged.';
