create or replace function locks.drop_entry_lock(
  p_attempt lifecycle.attempts
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  if p_attempt.lock_term is null then
    return;
  end if;
  update locks.entry_locks as l
     set expires_at = v_now, owner_token = null
   where l.user_id = p_attempt.user_id and l.profile_id = p_attempt.profile_id
     and l.symbol = p_attempt.symbol and l.owner_token = p_attempt.owner_token
     and l.term = p_attempt.lock_term;
end;
$$;
alter function locks.drop_entry_lock(lifecycle.attempts) owner to tradekeel_owner;
revoke all on function locks.drop_entry_lock(lifecycle.attempts) from public;
grant execute on function locks.drop_entry_lock(lifecycle.attempts) to tradekeel_engine;
comment on function locks.drop_entry_lock(lifecycle.attempts) is
'Give back the entry lock under which an attempt was begun, if that holding still stands; never
another one.';
