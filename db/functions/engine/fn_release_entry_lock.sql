create or replace function engine.fn_release_entry_lock(
  p_user_id uuid, p_profile_id uuid, p_symbol text, p_owner_token uuid, p_term bigint
) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  update locks.entry_locks as l
     set expires_at = v_now, owner_token = null
   where l.user_id = p_user_id and l.profile_id = p_profile_id and l.symbol = p_symbol
     and l.owner_token = p_owner_token and l.term = p_term;
  if not found then
    perform meta.raise_error('LKC02', format(
      'profile=%s symbol=%s term=%s', p_profile_id, p_symbol, p_term));
  end if;
end;
$$;
alter function engine.fn_release_entry_lock(
  uuid, uuid, text, uuid, bigint
) owner to tradekeel_engine;
revoke all on function engine.fn_release_entry_lock(uuid, uuid, text, uuid, bigint) from public;
grant execute on function engine.fn_release_entry_lock(
  uuid, uuid, text, uuid, bigint
) to tradekeel_bridge;
comment on function engine.fn_release_entry_lock(uuid, uuid, text, uuid, bigint) is
'Give an entry lock back. Proves owner and term. Errors, in order: LKC02.';
