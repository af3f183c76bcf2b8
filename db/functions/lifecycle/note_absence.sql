create or replace function lifecycle.note_absence(
  p_lookup reconciliation.lookups
) returns text
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_attempt constant lifecycle.attempts :=
    lifecycle.require_attempt(p_lookup.user_id, p_lookup.subject_id, 'any');
  v_is_proved boolean;
begin
  if v_attempt.state not in ('submitting', 'unknown')
     or p_lookup.asked_at < v_attempt.horizon_at
     or not reconciliation.is_absence_evidence(v_attempt, p_lookup.run_id) then
    return v_attempt.state;
  end if;
  v_is_proved := v_attempt.absent_first_at is not null
    and extract(epoch from p_lookup.asked_at) - extract(epoch from v_attempt.absent_first_at)
        >= v_attempt.lag_ms / 1000.0
    and p_lookup.asked_at > v_attempt.absent_first_at
    and reconciliation.is_expiring(v_attempt);
  update lifecycle.attempts as a
     set absent_first_at = coalesce(a.absent_first_at, p_lookup.asked_at),
         absent_last_at = p_lookup.asked_at,
         evidence = a.evidence || jsonb_build_array(jsonb_build_object(
           'lookup_id', p_lookup.lookup_id, 'asked_at', p_lookup.asked_at,
           'outcome', 'not_found')),
         state = case when v_is_proved then 'not_placed' else 'unknown' end,
         resolved_at = case when v_is_proved then v_now end
   where a.user_id = v_attempt.user_id and a.attempt_id = v_attempt.attempt_id;
  if not v_is_proved then
    return 'unknown';
  end if;
  perform lifecycle.close_not_placed(v_attempt);
  return 'not_placed';
end;
$$;
alter function lifecycle.note_absence(reconciliation.lookups) owner to tradekeel_owner;
revoke all on function lifecycle.note_absence(reconciliation.lookups) from public;
grant execute on function lifecycle.note_absence(reconciliation.lookups) to tradekeel_engine;
comment on function lifecycle.note_absence(reconciliation.lookups) is
'An attempt that a complete look-up did not find. Counts only when asked at or after the horizon,
in a run that read open orders and trades completely and saw none of that symbol and side that
nobody owns. The second time, at least one lag after the first, it is not placed, where the
exchange lets requests expire; elsewhere it stays unknown, with its evidence, for an operator to
decide. Exchanges without look-up never get here by themselves. Returns the attempt''s state.';
