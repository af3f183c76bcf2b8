create or replace function engine.fn_renew_entry_lock(
  p_user_id uuid, p_profile_id uuid, p_symbol text, p_owner_token uuid, p_term bigint,
  p_ttl_seconds numeric
) returns timestamptz
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_ttl constant interval := locks.require_seconds(p_ttl_seconds);
  v_expires_at timestamptz;
begin
  update locks.entry_locks as l
     set expires_at = greatest(l.expires_at, v_now + v_ttl)
   where l.user_id = p_user_id and l.profile_id = p_profile_id and l.symbol = p_symbol
     and l.owner_token = p_owner_token and l.term = p_term and l.expires_at > v_now
  returning l.expires_at into v_expires_at;
  if not found then
    perform meta.raise_error('LKC02', format(
      'profile=%s symbol=%s term=%s', p_profile_id, p_symbol, p_term));
  end if;
  return v_expires_at;
end;
$$;
alter function engine.fn_renew_entry_lock(
  uuid, uuid, text, uuid, bigint, numeric
) owner to tradekeel_engine;
revoke all on function engine.fn_renew_entry_lock(
  uuid, uuid, text, uuid, bigint, numeric
) from public;
grant execute on function engine.fn_renew_entry_lock(
  uuid, uuid, text, uuid, bigint, numeric
) to tradekeel_bridge;
comment on function engine.fn_renew_entry_lock(uuid, uuid, text, uuid, bigint, numeric) is
'Hold an entry lock longer, never shorter. Proves owner and term, and that it has not expired.
Returns the expiry that holds now. Errors, in order: LKR01, LKC02.';
