create or replace function lifecycle.confirm_attempt(
  p_attempt lifecycle.attempts
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  update lifecycle.attempts as a
     set state = 'confirmed', resolved_at = v_now,
         is_late = a.state in ('rejected', 'not_placed')
   where a.user_id = p_attempt.user_id and a.attempt_id = p_attempt.attempt_id
     and a.state <> 'confirmed';
  if not found then
    return;
  end if;
  if p_attempt.state in ('rejected', 'not_placed') then
    perform health.open_incident(
      p_attempt.user_id, 'late_truth', 'critical', p_attempt.attempt_id::text,
      'lifecycle-incident', jsonb_build_object(
        'was', p_attempt.state, 'symbol', p_attempt.symbol));
    if p_attempt.kind = 'entry' then
      perform lifecycle.hold_claim(
        i.user_id, i.account_id, i.profile_id, i.symbol, i.position_side)
         from lifecycle.intents as i
        where i.user_id = p_attempt.user_id and i.intent_id = p_attempt.intent_id;
    end if;
  end if;
  perform reconciliation.heal_mismatch(
    p_attempt.user_id, p_attempt.account_id, 'attempt_unresolved',
    'attempt:' || p_attempt.attempt_id);
end;
$$;
alter function lifecycle.confirm_attempt(lifecycle.attempts) owner to tradekeel_owner;
revoke all on function lifecycle.confirm_attempt(lifecycle.attempts) from public;
grant execute on function lifecycle.confirm_attempt(lifecycle.attempts) to tradekeel_engine;
comment on function lifecycle.confirm_attempt(lifecycle.attempts) is
'Confirm an attempt, once. From rejected or not placed this is late truth: marked, an incident,
and the claim of an entry is taken again if it is free.';
