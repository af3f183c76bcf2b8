create or replace function engine.fn_record_rejected(
  p_user_id uuid, p_attempt_id uuid, p_owner_token uuid, p_error jsonb
) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_attempt constant lifecycle.attempts :=
    lifecycle.require_attempt(p_user_id, p_attempt_id, 'any');
begin
  if v_attempt.owner_token is distinct from p_owner_token then
    perform meta.raise_error('LKC04', format('attempt=%s', p_attempt_id));
  elsif v_attempt.state in ('rejected', 'not_placed') then
    return v_attempt.state;
  end if;
  update lifecycle.attempts as a
     set state = 'rejected', resolved_at = v_now, error = p_error
   where a.user_id = p_user_id and a.attempt_id = p_attempt_id and a.state = 'submitting';
  if not found then
    perform meta.raise_error('LCC04', format(
      'attempt=%s state=%s wanted=rejected', p_attempt_id, v_attempt.state));
  end if;
  perform lifecycle.settle_intent(p_user_id, v_attempt.intent_id);
  perform locks.drop_entry_lock(v_attempt);
  perform lifecycle.broadcast_attempt(p_user_id, p_attempt_id);
  return 'rejected';
end;
$$;
alter function engine.fn_record_rejected(uuid, uuid, uuid, jsonb) owner to tradekeel_engine;
revoke all on function engine.fn_record_rejected(uuid, uuid, uuid, jsonb) from public;
grant execute on function engine.fn_record_rejected(uuid, uuid, uuid, jsonb) to tradekeel_bridge;
comment on function engine.fn_record_rejected(uuid, uuid, uuid, jsonb) is
'Record that an attempt was certainly not taken; only the process that began it can know. Gives
reservation, slot and claim back. Repeats return the same. An unknown attempt never becomes
rejected. Returns the attempt''s state. Errors, in order: TNR01, LKC04 another owner token,
LCC04 it is unknown or confirmed.';
