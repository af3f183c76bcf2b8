create or replace function engine.fn_start_instance(
  p_instance_id uuid, p_owner_token uuid, p_version text, p_host text
) returns table (
  epoch bigint, is_same_life boolean, server_now timestamptz, protocol integer
)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_is_new boolean;
begin
  if p_instance_id is null or p_owner_token is null then
    perform meta.raise_error('LCR01', 'instance_id and owner_token wanted=uuid');
  elsif p_version is null or p_host is null or length(p_version) not between 1 and 100
        or length(p_host) not between 1 and 255 then
    perform meta.raise_error('LCR01', 'version wanted=1 to 100, host=1 to 255 characters');
  end if;
  insert into health.instances
    (instance_id, owner_token, version, host, epoch, started_at, heartbeat_at)
  values (p_instance_id, p_owner_token, p_version, p_host, meta.current_epoch(), v_now, v_now)
  on conflict do nothing;
  v_is_new := found;
  if not v_is_new and not exists (
    select from health.instances as i
     where i.instance_id = p_instance_id and i.owner_token = p_owner_token
  ) then
    perform meta.raise_error('LKC04', format('instance=%s', p_instance_id));
  end if;
  if v_is_new then
    perform health.count_event(
      '00000000-0000-0000-0000-000000000000', 'instance_starts', '');
    update health.instances as i
       set state = 'stopped', stopped_at = v_now
     where i.state = 'running' and i.heartbeat_at < v_now - interval '1 day';
  end if;
  return query select meta.current_epoch(), meta.is_same_life(), v_now, 1;
end;
$$;
alter function engine.fn_start_instance(uuid, uuid, text, text) owner to tradekeel_engine;
revoke all on function engine.fn_start_instance(uuid, uuid, text, text) from public;
grant execute on function engine.fn_start_instance(uuid, uuid, text, text) to tradekeel_bridge;
comment on function engine.fn_start_instance(uuid, uuid, text, text) is
'Register one process of the bridge: a fresh owner token per process. A replay by the same token
returns the same. What went without a word for a day is noted as stopped. Errors, in order: LCR01
naming the argument, LKC04 the instance id belongs to another token, or the token to another
instance.';
