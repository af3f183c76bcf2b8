create or replace function health.find_weaknesses(
  p_document jsonb
) returns jsonb
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return coalesce((
    select jsonb_agg(jsonb_build_object('reason', r.reason, 'runbook', r.runbook) order by r.reason)
      from (
        select 'all entries are stopped by an operator' as reason, 'kill-switch' as runbook
         where p_document #>> '{database,isPaused}' = 'true'
        union all
        select format('%s objects differ from what was applied', p_document #>> '{database,drift}'),
               'schema-drift'
         where (p_document #>> '{database,drift}')::integer > 0
        union all
        select format('%s accounts of %s %s', x.number, e.exchange, x.what), x.runbook
          from jsonb_each(p_document -> 'exchange') as e (exchange, facts),
               lateral (values
                 ((e.facts ->> 'unreachable')::integer, 'cannot be reached', 'exchange-outage'),
                 ((e.facts ->> 'halted')::integer, 'are halted', 'reconciliation'),
                 ((e.facts ->> 'accounts')::integer - (e.facts ->> 'driven')::integer,
                   'are driven by nobody', 'restart-recovery'),
                 ((e.facts ->> 'driven')::integer - (e.facts ->> 'ready')::integer,
                   'are not reconciled', 'restart-recovery')
               ) as x (number, what, runbook)
         where x.number > 0
        union all
        select format('%s processes went without a word', p_document #>> '{instances,lost}'),
               'loop-health'
         where (p_document #>> '{instances,lost}')::integer > 0
        union all
        select format('loop %s fails for %s accounts', l.loop, l.facts ->> 'failing'), 'loop-health'
          from jsonb_each(p_document -> 'loops') as l (loop, facts)
         where (l.facts ->> 'failing')::integer > 0 and l.loop <> 'stream'
        union all
        select format('%s user-data streams are down', p_document #>> '{streams,downLong}'),
               'loop-health'
         where (p_document #>> '{streams,downLong}')::integer > 0
        union all
        select format('%s profiles are breached', p_document #>> '{capital,breachedProfiles}'),
               'capital-invariant'
         where (p_document #>> '{capital,breachedProfiles}')::integer > 0
        union all
        select format('%s incidents are critical', p_document #>> '{incidents,open,critical}'),
               p_document #>> '{incidents,runbook}'
         where (p_document #>> '{incidents,open,critical}')::integer > 0
        union all
        select format('check %s has %s rows', c.name, c.facts ->> 'rows'),
               health.runbook_of_check(c.name)
          from jsonb_each(p_document -> 'checks') as c (name, facts)
         where c.facts ->> 'severity' <> 'critical' and (c.facts ->> 'rows')::bigint > 0
      ) as r
  ), '[]');
end;
$$;
alter function health.find_weaknesses(jsonb) owner to tradekeel_owner;
revoke all on function health.find_weaknesses(jsonb) from public;
grant execute on function health.find_weaknesses(jsonb) to tradekeel_engine;
comment on function health.find_weaknesses(jsonb) is
'Name what is not well but puts no promise at risk in a document of health.read_health, with the
runbook: accounts that wait, processes that are gone, what an operator stopped.';
