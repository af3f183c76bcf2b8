create or replace function lifecycle.require_attempt(
  p_user_id uuid, p_attempt_id uuid, p_kind text
) returns lifecycle.attempts
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_attempt lifecycle.attempts;
begin
  select a.* into v_attempt
    from lifecycle.attempts as a
   where a.user_id = p_user_id and a.attempt_id = p_attempt_id and p_kind in (a.kind, 'any');
  if not found then
    perform meta.raise_error('TNR01', format('attempt=%s kind=%s', p_attempt_id, p_kind));
  end if;
  perform ledger.lock_capital(p_user_id, v_attempt.profile_id);
  select a.* into strict v_attempt
    from lifecycle.attempts as a
   where a.user_id = p_user_id and a.attempt_id = p_attempt_id;
  return v_attempt;
end;
$$;
alter function lifecycle.require_attempt(uuid, uuid, text) owner to tradekeel_owner;
revoke all on function lifecycle.require_attempt(uuid, uuid, text) from public;
grant execute on function lifecycle.require_attempt(uuid, uuid, text) to tradekeel_engine;
comment on function lifecycle.require_attempt(uuid, uuid, text) is
'Find an attempt of this user, lock its profile''s capital row, and read it again under the lock.
p_kind is entry, exit or any. Errors, in order: TNR01.';
