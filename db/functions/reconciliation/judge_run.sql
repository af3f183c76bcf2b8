create or replace function reconciliation.judge_run(
  p_run reconciliation.runs
) returns text
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_open integer;
  v_failed integer;
begin
  select (count(*) filter (where l.state = 'asked'))::integer,
         (count(*) filter (where l.outcome = 'failed'))::integer
    into v_open, v_failed
    from reconciliation.lookups as l
   where l.user_id = p_run.user_id and l.run_id = p_run.run_id;
  if v_failed > 0 then
    perform health.open_incident(
      p_run.user_id, 'reconciliation_stuck', 'warning', p_run.account_id::text,
      'reconciliation', jsonb_build_object(
        'run_id', p_run.run_id, 'failed', v_failed, 'rounds', p_run.rounds));
    return 'stuck';
  end if;
  return case
    when p_run.state = 'handling' and p_run.is_complete and v_open = 0
         and reconciliation.profiles_to_handle(p_run) = '{}'
         and reconciliation.is_late_enough(p_run) then 'finished'
    else 'incomplete'
  end;
end;
$$;
alter function reconciliation.judge_run(reconciliation.runs) owner to tradekeel_owner;
revoke all on function reconciliation.judge_run(reconciliation.runs) from public;
grant execute on function reconciliation.judge_run(reconciliation.runs) to tradekeel_engine;
comment on function reconciliation.judge_run(reconciliation.runs) is
'How a run ends: finished when it read every part completely, brought every difference in and got
every look-up answered, and in a new life when it was late enough to see all that the life before
sent (is_late_enough); stuck, with an incident, when look-ups failed in all rounds; else
incomplete.';
