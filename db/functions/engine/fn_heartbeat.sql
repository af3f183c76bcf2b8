create or replace function engine.fn_heartbeat(
  p_instance_id uuid, p_owner_token uuid, p_loop text, p_phase text, p_interval_seconds numeric,
  p_error text
) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  if p_loop is null or p_loop not in ('trading', 'monitor', 'reconciliation', 'capital_watchdog')
  then
    perform meta.raise_error('LCR01', format('loop=%s', p_loop));
  elsif p_phase is null or p_phase not in ('started', 'succeeded', 'failed') then
    perform meta.raise_error('LCR01', format('phase=%s', p_phase));
  elsif p_interval_seconds is null or not (p_interval_seconds between 0.01 and 86400) then
    perform meta.raise_error('LCR01', format('interval_seconds=%s', p_interval_seconds));
  end if;
  update health.instances as i
     set heartbeat_at = v_now
   where i.instance_id = p_instance_id and i.owner_token = p_owner_token
     and i.state = 'running';
  if not found then
    perform meta.raise_error('LKC04', format('instance=%s', p_instance_id));
  end if;
  insert into health.loops as l (
    instance_id, loop, interval_seconds, started_at, succeeded_at, failed_at, error, run_count,
    failure_count
  ) values (
    p_instance_id, p_loop, p_interval_seconds,
    case p_phase when 'started' then v_now end, case p_phase when 'succeeded' then v_now end,
    case p_phase when 'failed' then v_now end, left(p_error, 500),
    case p_phase when 'started' then 0 else 1 end, case p_phase when 'failed' then 1 else 0 end
  ) on conflict (instance_id, loop) do update
     set interval_seconds = excluded.interval_seconds,
         started_at = coalesce(excluded.started_at, l.started_at),
         succeeded_at = coalesce(excluded.succeeded_at, l.succeeded_at),
         failed_at = coalesce(excluded.failed_at, l.failed_at),
         error = case p_phase when 'started' then l.error else excluded.error end,
         run_count = l.run_count + excluded.run_count,
         failure_count = l.failure_count + excluded.failure_count;
end;
$$;
alter function engine.fn_heartbeat(uuid, uuid, text, text, numeric, text) owner to tradekeel_engine;
revoke all on function engine.fn_heartbeat(uuid, uuid, text, text, numeric, text) from public;
grant execute on function engine.fn_heartbeat(
  uuid, uuid, text, text, numeric, text
) to tradekeel_bridge;
comment on function engine.fn_heartbeat(uuid, uuid, text, text, numeric, text) is
'Record that a loop of this process began (started), ended well (succeeded) or badly (failed,
with p_error). Errors, in order: LCR01 naming the argument, LKC04.';
