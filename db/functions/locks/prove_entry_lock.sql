create or replace function locks.prove_entry_lock(
  p_user_id uuid, p_profile_id uuid, p_symbol text, p_owner_token uuid, p_term bigint
) returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if not exists (
    select from locks.entry_locks as l
     where l.user_id = p_user_id and l.profile_id = p_profile_id and l.symbol = p_symbol
       and l.owner_token = p_owner_token and l.term = p_term
       and l.expires_at > clock_timestamp()
  ) then
    perform meta.raise_error('LKC02', format(
      'profile=%s symbol=%s term=%s', p_profile_id, p_symbol, p_term));
  end if;
end;
$$;
alter function locks.prove_entry_lock(uuid, uuid, text, uuid, bigint) owner to tradekeel_owner;
revoke all on function locks.prove_entry_lock(uuid, uuid, text, uuid, bigint) from public;
grant execute on function locks.prove_entry_lock(
  uuid, uuid, text, uuid, bigint
) to tradekeel_engine;
comment on function locks.prove_entry_lock(uuid, uuid, text, uuid, bigint) is
'Refuse unless the caller holds the entry lock: owner token, term, and not expired by the
database''s clock. Errors, in order: LKC02.';
