create or replace function health.measure_instances(
  p_now timestamptz
) returns jsonb
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_lost constant interval := meta.setting_interval('instance_lost_seconds');
begin
  return (
    select jsonb_build_object(
             'running', count(*) filter (where i.heartbeat_at >= p_now - v_lost),
             'lost', count(*) filter (
               where i.heartbeat_at < p_now - v_lost
                 and i.heartbeat_at >= p_now - interval '1 hour'
             ),
             'youngestHeartbeatSeconds',
             round(extract(epoch from p_now - max(i.heartbeat_at)), 3))
      from health.instances as i
     where i.state = 'running'
  );
end;
$$;
alter function health.measure_instances(timestamptz) owner to tradekeel_owner;
revoke all on function health.measure_instances(timestamptz) from public;
grant execute on function health.measure_instances(timestamptz) to tradekeel_engine;
comment on function health.measure_instances(timestamptz) is
'Measure the processes of the bridge: how many run, and how many went without a word (no heartbeat
for instance_lost_seconds) within the last hour.';
