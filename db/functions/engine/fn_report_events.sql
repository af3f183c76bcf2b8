create or replace function engine.fn_report_events(
  p_instance_id uuid, p_owner_token uuid, p_events jsonb
) returns integer
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_nobody constant uuid := '00000000-0000-0000-0000-000000000000'::uuid;
  v_count integer;
begin
  if jsonb_typeof(p_events) is distinct from 'array' or jsonb_array_length(p_events) > 1000
     or exists (
       select from jsonb_array_elements(p_events) as e (event)
        where jsonb_typeof(e.event) <> 'object'
           or coalesce(e.event ->> 'counter', '') not in (
             'transaction_failures', 'loop_failures', 'loop_restarts', 'sends', 'unmeasured',
             'stream_events')
           or e.event ->> 'label' is null
           or coalesce(e.event ->> 'count', '') !~ '^[1-9][0-9]{0,8}$'
     )
  then
    perform meta.raise_error('LCR01',
      'events wanted=array of at most 1000 of {counter, label, count}');
  end if;
  update health.instances as i
     set heartbeat_at = v_now
   where i.instance_id = p_instance_id and i.owner_token = p_owner_token
     and i.state = 'running';
  if not found then
    perform meta.raise_error('LKC04', format('instance=%s', p_instance_id));
  end if;
  insert into health.counter_deltas (user_id, counter, label, delta)
  select v_nobody, t.counter, t.label, sum(t.delta)
    from (
      select e.event ->> 'counter' as counter, (e.event ->> 'count')::numeric as delta,
             case
               when exists (
                 select from health.counters as c
                  where c.counter = e.event ->> 'counter' and c.label = e.event ->> 'label'
               ) or e.event ->> 'counter' = 'transaction_failures' and exists (
                 select from meta.error_codes as x where x.code = e.event ->> 'label'
               ) then e.event ->> 'label'
               else 'other'
             end as label
        from jsonb_array_elements(p_events) as e (event)
    ) as t
   group by t.counter, t.label
   order by t.counter, t.label;
  get diagnostics v_count = row_count;
  return v_count;
end;
$$;
alter function engine.fn_report_events(uuid, uuid, jsonb) owner to tradekeel_engine;
revoke all on function engine.fn_report_events(uuid, uuid, jsonb) from public;
grant execute on function engine.fn_report_events(uuid, uuid, jsonb) to tradekeel_bridge;
comment on function engine.fn_report_events(uuid, uuid, jsonb) is
'Count what only the process sees (transaction failures by SQLSTATE, failures and restarts of loops,
sends by outcome, what could not be measured), and show that it is alive. A label that is not known
is counted as other, so that labels stay few. Returns how many sums were written. Errors, in order:
LCR01, LKC04.';
