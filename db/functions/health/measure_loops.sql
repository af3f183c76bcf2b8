create or replace function health.measure_loops(
  p_now timestamptz
) returns jsonb
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_stuck constant interval := meta.setting_interval('loop_stuck_seconds');
  v_result jsonb;
begin
  with driven as materialized (
    select l.user_id, l.account_id, l.acquired_at
      from locks.account_leases as l
     where l.owner_token is not null and l.expires_at > p_now
  ), turns as (
    select n.loop, d.user_id is not null as is_driven, o.interval_seconds,
           greatest(o.succeeded_at, d.acquired_at) as good_at, o.succeeded_at,
           greatest(o.started_at, o.succeeded_at, o.failed_at, d.acquired_at) as turned_at,
           o.failed_at > coalesce(o.succeeded_at, '-infinity') as is_failing, o.run_count,
           o.failure_count
      from unnest(array['trading', 'monitor', 'reconciliation', 'capital_watchdog']) as n (loop)
      left join driven as d on true
      left join health.loops as o
        on o.user_id = d.user_id and o.account_id = d.account_id and o.loop = n.loop
  ), summed as (
    select t.loop, count(*) filter (where t.is_driven) as accounts,
           count(*) filter (
             where t.turned_at
                   < p_now - v_stuck - make_interval(secs => coalesce(t.interval_seconds, 0))
           ) as stuck,
           count(*) filter (where t.is_failing) as failing,
           max(t.succeeded_at) as succeeded_at, min(t.good_at) as good_at,
           max(t.interval_seconds) as interval_seconds,
           max(extract(epoch from p_now - t.good_at) - coalesce(t.interval_seconds, 0))
             as lag_seconds
      from turns as t
     group by t.loop
  )
  select jsonb_object_agg(s.loop, jsonb_build_object(
           'accounts', s.accounts, 'stuck', s.stuck, 'failing', s.failing,
           'lastSuccessAt', s.succeeded_at,
           'ageSeconds', round(extract(epoch from p_now - s.good_at), 3),
           'intervalSeconds', s.interval_seconds,
           'lagSeconds', round(greatest(0, s.lag_seconds), 3)))
    into v_result
    from summed as s;
  return v_result;
end;
$$;
alter function health.measure_loops(timestamptz) owner to tradekeel_owner;
revoke all on function health.measure_loops(timestamptz) from public;
grant execute on function health.measure_loops(timestamptz) to tradekeel_engine;
comment on function health.measure_loops(timestamptz) is
'Measure the four loops over every account that is driven now: how many turn, are stuck (begun, or
idle, for longer than loop_stuck_seconds beyond their interval) or fail; the oldest success in
seconds, and how far the slowest is behind its interval. A loop that never turned counts from when
its account was leased.';
