create or replace view health.check_hands_drift_record_is_kept with (security_invoker = on) as
with steps as (
  select a.entry_point, a.recorded_at, a.operator, a.result ->> 'digest' as digest, s.seq,
         lag(a.entry_point) over w as before, lag(a.result ->> 'digest') over w as before_digest
    from ops.audit as a
    join ops.audit_seals as s on s.user_id = a.user_id and s.audit_id = a.audit_id
   where a.user_id = '00000000-0000-0000-0000-000000000000'
     and a.entry_point in ('meta.apply_begun', 'meta.apply_ended', 'meta.rebaseline')
  window w as (order by s.seq)
), faults as (
  select 'it was rewritten before this apply' as problem, t.seq, t.recorded_at, t.operator
    from steps as t
   where t.entry_point = 'meta.apply_begun' and t.before <> 'meta.apply_begun'
     and t.digest <> t.before_digest
     and t.seq > (
       select coalesce(max(r.seq), 0) from steps as r where r.entry_point = 'meta.rebaseline')
  union all
  select case when t.entry_point = 'meta.apply_begun' then 'an apply is under way or was cut off'
           when t.seq is null then 'no apply is on record' else 'it was rewritten since' end,
         t.seq, t.recorded_at, t.operator
    from (select max(x.seq) as seq from steps as x) as n
    left join steps as t on t.seq = n.seq
   where t.entry_point is distinct from 'meta.apply_ended'
         and t.entry_point is distinct from 'meta.rebaseline'
         and exists (select from meta.objects)
      or t.digest <> meta.digest_objects()
)
select 'hands_drift_record_is_kept' as check_name, 'hands' as promise, 'critical' as severity,
       '00000000-0000-0000-0000-000000000000'::uuid as user_id, 'meta.objects' as subject,
       jsonb_build_object('problem', f.problem, 'line', f.seq, 'recorded_at', f.recorded_at,
         'operator', f.operator) as detail,
       'Compare the schema with the tree; apply again, or tradekeel drift --rebaseline.'
         as remediation,
       'audit-record' as runbook
  from faults as f;
alter view health.check_hands_drift_record_is_kept owner to tradekeel_owner;
revoke all on health.check_hands_drift_record_is_kept from public;
grant select on health.check_hands_drift_record_is_kept
  to tradekeel_engine, tradekeel_operator, tradekeel_auditor;
comment on view health.check_hands_drift_record_is_kept is
'Whether what drift compares the schema with is what the last apply or re-baseline left there.';
