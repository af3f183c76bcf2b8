create or replace function engine.fn_heartbeat(
  p_user_id uuid, p_account_id uuid, p_instance_id uuid, p_owner_token uuid, p_loop text,
  p_phase text, p_interval_seconds numeric, p_error text
) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  if p_loop is null or p_loop not in (
    'trading', 'monitor', 'reconciliation', 'capital_watchdog', 'stream'
  ) then
    perform meta.raise_error('LCR01', format('loop=%s', p_loop));
  elsif p_phase is null or p_phase not in ('started', 'succeeded', 'failed') then
    perform meta.raise_error('LCR01', format('phase=%s', p_phase));
  elsif p_interval_seconds is null or not (p_interval_seconds between 0.01 and 86400) then
    perform meta.raise_error('LCR01', format('interval_seconds=%s', p_interval_seconds));
  end if;
  perform tenancy.require_account(p_user_id, p_account_id);
  if not exists (
    select from health.instances as i
     where i.instance_id = p_instance_id and i.owner_token = p_owner_token
       and i.state = 'running'
  ) then
    perform meta.raise_error('LKC04', format('instance=%s', p_instance_id));
  end if;
  update health.instances as i
     set heartbeat_at = v_now
   where i.instance_id = p_instance_id and i.heartbeat_at < v_now - interval '1 second';
  insert into health.loops as l (
    user_id, account_id, loop, instance_id, interval_seconds, began_at, started_at,
    succeeded_at, failed_at, error, run_count, failure_count
  ) values (
    p_user_id, p_account_id, p_loop, p_instance_id, p_interval_seconds, v_now,
    case p_phase when 'started' then v_now end, case p_phase when 'succeeded' then v_now end,
    case p_phase when 'failed' then v_now end, left(p_error, 500),
    case p_phase when 'started' then 0 else 1 end, case p_phase when 'failed' then 1 else 0 end
  ) on conflict (user_id, account_id, loop) do update
     set interval_seconds = excluded.interval_seconds, instance_id = excluded.instance_id,
         started_at = coalesce(excluded.started_at, l.started_at),
         succeeded_at = coalesce(excluded.succeeded_at, l.succeeded_at),
         failed_at = coalesce(excluded.failed_at, l.failed_at),
         error = case p_phase when 'started' then l.error else excluded.error end,
         run_count = l.run_count + excluded.run_count,
         failure_count = l.failure_count + excluded.failure_count;
end;
$$;
alter function engine.fn_heartbeat(
  uuid, uuid, uuid, uuid, text, text, numeric, text
) owner to tradekeel_engine;
revoke all on function engine.fn_heartbeat(
  uuid, uuid, uuid, uuid, text, text, numeric, text
) from public;
grant execute on function engine.fn_heartbeat(
  uuid, uuid, uuid, uuid, text, text, numeric, text
) to tradekeel_bridge;
comment on function engine.fn_heartbeat(uuid, uuid, uuid, uuid, text, text, numeric, text) is
'Record that a loop of an account began (started), ended well (succeeded) or badly (failed, with
p_error). One row per account and loop, whichever process drives it; the process itself is noted as
alive at most once a second. Errors, in order: LCR01 naming the argument, TNR01, LKC04.';
