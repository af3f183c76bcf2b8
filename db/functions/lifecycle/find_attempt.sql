create or replace function lifecycle.find_attempt(
  p_user_id uuid, p_intent_id uuid, p_attempt_no integer
) returns uuid
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if p_intent_id is null then
    return null;
  end if;
  return (
    select a.attempt_id
      from lifecycle.attempts as a
     where a.user_id = p_user_id and a.intent_id = p_intent_id and a.attempt_no = p_attempt_no
  );
end;
$$;
alter function lifecycle.find_attempt(uuid, uuid, integer) owner to tradekeel_owner;
revoke all on function lifecycle.find_attempt(uuid, uuid, integer) from public;
grant execute on function lifecycle.find_attempt(uuid, uuid, integer) to tradekeel_engine;
comment on function lifecycle.find_attempt(uuid, uuid, integer) is
'The attempt of that number of an intent, or null.';
