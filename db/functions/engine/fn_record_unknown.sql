create or replace function engine.fn_record_unknown(
  p_user_id uuid, p_attempt_id uuid, p_owner_token uuid, p_error jsonb
) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_attempt constant lifecycle.attempts :=
    lifecycle.require_attempt(p_user_id, p_attempt_id, 'any');
begin
  if v_attempt.owner_token is distinct from p_owner_token
     and v_attempt.send_deadline > clock_timestamp() then
    perform meta.raise_error('LKC04', format('attempt=%s', p_attempt_id));
  end if;
  update lifecycle.attempts as a
     set state = 'unknown', error = p_error
   where a.user_id = p_user_id and a.attempt_id = p_attempt_id and a.state = 'submitting';
  if not found then
    return v_attempt.state;
  end if;
  perform health.count_event(p_user_id, 'attempts_unknown', v_attempt.kind);
  perform lifecycle.broadcast_attempt(p_user_id, p_attempt_id);
  return 'unknown';
end;
$$;
alter function engine.fn_record_unknown(uuid, uuid, uuid, jsonb) owner to tradekeel_engine;
revoke all on function engine.fn_record_unknown(uuid, uuid, uuid, jsonb) from public;
grant execute on function engine.fn_record_unknown(uuid, uuid, uuid, jsonb) to tradekeel_bridge;
comment on function engine.fn_record_unknown(uuid, uuid, uuid, jsonb) is
'Record that nobody knows whether an attempt was taken. It keeps reservation and slot until
evidence resolves it. From the process that began it, or from anyone once its send deadline has
passed. Resolved attempts stay as they are. Returns the attempt''s state. Errors, in order:
TNR01, LKC04.';
