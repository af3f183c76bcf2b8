create or replace function health.measure_lifecycle(
  p_now timestamptz
) returns jsonb
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_unresolved jsonb;
begin
  select jsonb_build_object(
           'lt_1m', count(*) filter (where a.age < interval '1 minute'),
           '1m_10m', count(*) filter (
             where a.age >= interval '1 minute' and a.age < interval '10 minutes'
           ),
           '10m_1h', count(*) filter (
             where a.age >= interval '10 minutes' and a.age < interval '1 hour'
           ),
           'ge_1h', count(*) filter (where a.age >= interval '1 hour'))
    into v_unresolved
    from (
      select p_now - t.created_at as age
        from lifecycle.attempts as t
       where t.state in ('submitting', 'unknown')
    ) as a;
  return jsonb_build_object(
    'unresolvedAttempts', v_unresolved,
    'unsettledIntents',
    (select count(*) from lifecycle.intents as i where i.settled_at is null),
    'openPositions',
    (select count(*) from lifecycle.positions as p where p.state <> 'closed'),
    'disputedPositions',
    (select count(*) from lifecycle.positions as p where p.state = 'disputed'),
    'pendingSignals',
    (select count(*) from lifecycle.signals as s where s.state <> 'closed'),
    'oldestSignalSeconds', coalesce((
      select round(extract(epoch from p_now - min(s.created_at)), 3)
        from lifecycle.signals as s where s.state <> 'closed'
    ), 0));
end;
$$;
alter function health.measure_lifecycle(timestamptz) owner to tradekeel_owner;
revoke all on function health.measure_lifecycle(timestamptz) from public;
grant execute on function health.measure_lifecycle(timestamptz) to tradekeel_engine;
comment on function health.measure_lifecycle(timestamptz) is
'Measure what is under way: attempts whose outcome is not known by age, intents that are not
settled, open and disputed positions, signals that wait. Reads partial indexes only.';
