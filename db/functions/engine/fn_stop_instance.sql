create or replace function engine.fn_stop_instance(
  p_instance_id uuid, p_owner_token uuid
) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  update health.instances as i
     set state = 'stopped', stopped_at = v_now
   where i.instance_id = p_instance_id and i.owner_token = p_owner_token
     and i.state = 'running';
  update locks.account_leases as l
     set expires_at = v_now, owner_token = null
   where l.owner_token = p_owner_token;
end;
$$;
alter function engine.fn_stop_instance(uuid, uuid) owner to tradekeel_engine;
revoke all on function engine.fn_stop_instance(uuid, uuid) from public;
grant execute on function engine.fn_stop_instance(uuid, uuid) to tradekeel_bridge;
comment on function engine.fn_stop_instance(uuid, uuid) is
'Record a graceful stop and give back every lease of the process. Does nothing for another token.';
