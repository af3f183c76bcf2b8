create or replace function health.find_risks(
  p_document jsonb
) returns jsonb
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return coalesce((
    select jsonb_agg(
             jsonb_build_object('promise', r.promise, 'reason', r.reason, 'runbook', r.runbook)
             order by r.promise, r.reason)
      from (
        select 'durability' as promise, 'the database lives another life' as reason,
               'restore-from-backup' as runbook
         where p_document #>> '{database,isSameLife}' = 'false'
        union all
        select 'durability', 'the database is not writable', 'database-outage'
         where p_document #>> '{database,isWritable}' = 'false'
        union all
        select 'observability', 'no process of the bridge runs', 'loop-health'
         where (p_document #>> '{instances,running}')::integer = 0
           and p_document -> 'exchange' <> '{}'
        union all
        select case l.loop when 'reconciliation' then 'convergence'
                 when 'capital_watchdog' then 'capital' else 'lifecycle' end,
               format('loop %s is stuck for %s accounts', l.loop, l.facts ->> 'stuck'),
               'loop-health'
          from jsonb_each(p_document -> 'loops') as l (loop, facts)
         where (l.facts ->> 'stuck')::integer > 0 and l.loop <> 'stream'
        union all
        select split_part(c.name, '_', 1),
               format('check %s has %s rows', c.name, c.facts ->> 'rows'),
               health.runbook_of_check(c.name)
          from jsonb_each(p_document -> 'checks') as c (name, facts)
         where c.facts ->> 'severity' = 'critical' and (c.facts ->> 'rows')::bigint > 0
      ) as r
  ), '[]');
end;
$$;
alter function health.find_risks(jsonb) owner to tradekeel_owner;
revoke all on function health.find_risks(jsonb) from public;
grant execute on function health.find_risks(jsonb) to tradekeel_engine;
comment on function health.find_risks(jsonb) is
'Name every promise that is at risk in a document of health.read_health, with the reason and the
runbook. Of the process and the database only: an exchange account that cannot be reached puts no
promise at risk, nor does a stream.';
