create or replace function ops.fn_decide_not_placed(
  p_user_id uuid, p_attempt_id uuid, p_reason text
) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_attempt lifecycle.attempts;
begin
  perform meta.require_reason(p_reason);
  v_attempt := lifecycle.require_attempt(p_user_id, p_attempt_id, 'any');
  if v_attempt.state = 'not_placed' then
    return v_attempt.state;
  end if;
  update lifecycle.attempts as a
     set state = 'not_placed', resolved_at = v_now,
         absent_first_at = coalesce(a.absent_first_at, a.horizon_at), absent_last_at = v_now,
         evidence = a.evidence || jsonb_build_array(
           jsonb_build_object('outcome', 'horizon_passed', 'at', a.horizon_at),
           jsonb_build_object('outcome', 'operator', 'at', v_now, 'by', session_user,
             'reason', p_reason))
   where a.user_id = p_user_id and a.attempt_id = p_attempt_id
     and a.state in ('submitting', 'unknown')
     and extract(epoch from v_now)
         - extract(epoch from coalesce(a.absent_first_at, a.horizon_at)) >= a.lag_ms / 1000.0;
  if not found then
    perform meta.raise_error('LCC04', format(
      'attempt=%s state=%s horizon_at=%s wanted=unresolved, one lag after its horizon',
      p_attempt_id, v_attempt.state, v_attempt.horizon_at));
  end if;
  perform lifecycle.close_not_placed(v_attempt);
  perform meta.record_audit(p_user_id, 'ops.fn_decide_not_placed', jsonb_build_object(
    'attempt_id', p_attempt_id, 'reason', p_reason),
    jsonb_build_object('evidence', v_attempt.evidence));
  return 'not_placed';
end;
$$;
alter function ops.fn_decide_not_placed(uuid, uuid, text) owner to tradekeel_engine;
revoke all on function ops.fn_decide_not_placed(uuid, uuid, text) from public;
grant execute on function ops.fn_decide_not_placed(uuid, uuid, text) to tradekeel_operator;
comment on function ops.fn_decide_not_placed(uuid, uuid, text) is
'Decide, after having looked at the exchange, that an unresolved attempt was not placed: for
exchanges that cannot be asked, or whose requests never expire. Not before one lag after its
horizon. Gives reservation, slot and claim back; should the order appear after all, it is late
truth. A replay returns the same. Returns the attempt''s state. Errors, in order: OPR01, TNR01,
LCC04 it is resolved, or too early.';
