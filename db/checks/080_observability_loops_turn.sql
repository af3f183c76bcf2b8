create or replace view health.check_observability_loops_turn with (security_invoker = on) as
select 'observability_loops_turn' as check_name, 'observability' as promise, 'warning' as severity,
       o.user_id as user_id, o.account_id || ' ' || o.loop as subject,
       jsonb_build_object(
         'started_at', o.started_at, 'succeeded_at', o.succeeded_at, 'failed_at', o.failed_at,
         'interval_seconds', o.interval_seconds::text) as detail,
       'Read the log of the process; see the runbook.' as remediation, 'loop-health' as runbook
  from health.loops as o
  join locks.account_leases as l on l.user_id = o.user_id and l.account_id = o.account_id
  left join health.streams as s
    on s.user_id = o.user_id and s.account_id = o.account_id and o.loop = 'stream'
 where l.owner_token is not null and l.expires_at > clock_timestamp()
   and (o.loop <> 'stream' or s.lease_term = l.term)
   and greatest(o.started_at, o.succeeded_at, o.failed_at, l.acquired_at)
       < clock_timestamp() - meta.setting_interval('loop_stuck_seconds')
         - o.interval_seconds * interval '1 second';
alter view health.check_observability_loops_turn owner to tradekeel_owner;
revoke all on health.check_observability_loops_turn from public;
grant select on health.check_observability_loops_turn
  to tradekeel_engine, tradekeel_operator, tradekeel_auditor;
comment on view health.check_observability_loops_turn is
'Loops of driven accounts that stand still.';
