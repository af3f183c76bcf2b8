create or replace function ops.fn_list_instances(
  p_limit integer
) returns table (
  instance_id uuid, host text, version text, state text, epoch bigint, started_at timestamptz,
  heartbeat_at timestamptz, silent_seconds numeric, account_count bigint
)
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  perform meta.require_limit(p_limit);
  return query
  select i.instance_id, i.host, i.version, i.state, i.epoch, i.started_at, i.heartbeat_at,
         round(extract(epoch from v_now - i.heartbeat_at), 1), (
           select count(*) from locks.account_leases as l
            where l.owner_token = i.owner_token and l.expires_at > v_now
         )
    from health.instances as i
   where i.state = 'running'
   order by i.heartbeat_at desc, i.instance_id
   limit p_limit;
end;
$$;
alter function ops.fn_list_instances(integer) owner to tradekeel_engine;
revoke all on function ops.fn_list_instances(integer) from public;
grant execute on function ops.fn_list_instances(integer) to tradekeel_operator, tradekeel_auditor;
comment on function ops.fn_list_instances(integer) is
'List the processes of the bridge that did not stop by themselves, the last heard of first, with
how long each has been silent in seconds and how many accounts it drives. Names users; not
recorded. Errors, in order: LCR01.';
