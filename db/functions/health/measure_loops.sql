create or replace function health.measure_loops(
  p_now timestamptz
) returns jsonb
language plpgsql stable security invoker
set search_path = ''
set enable_sort = off
set enable_nestloop = off
as $$
declare
  v_stuck_at constant timestamptz := p_now - meta.setting_interval('loop_stuck_seconds');
  v_old_count bigint;
  v_result jsonb;
begin
  select count(*) into v_old_count
    from locks.account_leases as l
   where l.owner_token is not null and l.expires_at > p_now and l.acquired_at < v_stuck_at;
  with turns as (
    select o.loop, o.interval_seconds, o.interval_length, o.succeeded_at, o.failed_at, o.error,
           greatest(o.succeeded_at, l.acquired_at) as good_at,
           greatest(o.started_at, o.succeeded_at, o.failed_at, l.acquired_at) as turned_at
      from locks.account_leases as l
      join health.loops as o on o.user_id = l.user_id and o.account_id = l.account_id
     where l.owner_token is not null and l.expires_at > p_now and o.loop <> 'stream'
    union all
    select o.loop, o.interval_seconds, o.interval_length, o.succeeded_at, o.failed_at, o.error,
           greatest(o.succeeded_at, l.acquired_at),
           greatest(o.started_at, o.succeeded_at, o.failed_at, l.acquired_at)
      from locks.account_leases as l
      join health.streams as s
        on s.user_id = l.user_id and s.account_id = l.account_id and s.lease_term = l.term
      join health.loops as o on o.user_id = s.user_id and o.account_id = s.account_id
     where l.owner_token is not null and l.expires_at > p_now and o.loop = 'stream'
  ), summed as (
    select t.loop, count(*) as accounts,
           count(*) filter (where t.turned_at < v_stuck_at
             and t.turned_at < v_stuck_at - t.interval_length) as stuck,
           count(*) filter (where t.failed_at > coalesce(t.succeeded_at, '-infinity')) as failing,
           max(substring(t.error from '^[A-Za-z][A-Za-z0-9_]{0,59}'))
             filter (where t.failed_at > coalesce(t.succeeded_at, '-infinity')) as error,
           max(t.succeeded_at) as succeeded_at, min(t.good_at) as good_at,
           max(t.interval_seconds) as interval_seconds
      from turns as t
     group by t.loop
  ), known as (
    select n.loop, coalesce(s.accounts, 0) as accounts, coalesce(s.failing, 0) as failing,
           coalesce(s.stuck, 0) + case when n.loop = 'stream' then 0
             else greatest(0, v_old_count - coalesce(s.accounts, 0)) end as stuck,
           s.succeeded_at, s.interval_seconds, s.error,
           extract(epoch from p_now - s.good_at) as age_seconds
      from unnest(array['trading', 'monitor', 'reconciliation', 'capital_watchdog', 'stream'])
             as n (loop)
      left join summed as s on s.loop = n.loop
  )
  select jsonb_object_agg(k.loop, jsonb_build_object(
           'accounts', k.accounts, 'stuck', k.stuck, 'failing', k.failing,
           'lastSuccessAt', k.succeeded_at, 'ageSeconds', round(k.age_seconds, 3),
           'intervalSeconds', k.interval_seconds, 'error', k.error,
           'lagSeconds', round(greatest(0, k.age_seconds - k.interval_seconds), 3)))
    into v_result
    from known as k;
  return v_result;
end;
$$;
alter function health.measure_loops(timestamptz) owner to tradekeel_owner;
revoke all on function health.measure_loops(timestamptz) from public;
grant execute on function health.measure_loops(timestamptz) to tradekeel_engine;
comment on function health.measure_loops(timestamptz) is
'Measure the loops over every account that is driven now: how many turn, are stuck (begun, or
idle, for longer than loop_stuck_seconds beyond their interval) or fail, and the class of an error
that they fail with; the oldest success in seconds, and how far the slowest is behind the longest
interval. A loop that never turned is stuck that long after its account was leased; that of the
stream turns only where somebody listens. Sorting and nested loops are off: the plan expects a few
rows where there are five an account, and would look each up or spill to disk; hashing does not.';
