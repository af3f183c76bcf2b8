create or replace function engine.fn_acquire_entry_lock(
  p_user_id uuid, p_profile_id uuid, p_symbol text, p_owner_token uuid, p_ttl_seconds numeric
) returns table (
  is_acquired boolean, term bigint, expires_at timestamptz, held_since timestamptz, retry_after_ms
  integer
)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_ttl constant interval := locks.require_seconds(p_ttl_seconds);
  v_profile tenancy.profiles;
  v_is_driver boolean;
begin
  if p_owner_token is null then
    perform meta.raise_error('LCR01', 'owner_token wanted=uuid');
  elsif p_symbol is null or length(p_symbol) not between 1 and 100 then
    perform meta.raise_error('LCR01', 'symbol wanted=1 to 100 characters');
  end if;
  v_profile := tenancy.require_profile(p_user_id, p_profile_id);
  v_is_driver := exists (
    select from locks.account_leases as a
     where a.user_id = p_user_id and a.account_id = v_profile.account_id
       and a.owner_token = p_owner_token and a.expires_at > v_now
  );
  insert into locks.entry_locks as l
    (user_id, profile_id, symbol, owner_token, term, acquired_at, expires_at)
  values (p_user_id, p_profile_id, p_symbol, p_owner_token, 1, v_now, v_now + v_ttl)
  on conflict (user_id, profile_id, symbol) do update
     set term = case
           when l.owner_token = excluded.owner_token and l.expires_at > v_now then l.term
           else l.term + 1
         end,
         acquired_at = case
           when l.owner_token = excluded.owner_token and l.expires_at > v_now
             then l.acquired_at
           else v_now
         end,
         owner_token = excluded.owner_token, expires_at = excluded.expires_at
   where l.owner_token is null or l.owner_token = excluded.owner_token or l.expires_at <= v_now
      or v_is_driver;
  if not found then
    perform health.count_event(p_user_id, 'lock_contention', '');
    perform health.count_amount(p_user_id, 'lock_contention_seconds', '', (
      select extract(epoch from l.expires_at - v_now) from locks.entry_locks as l
       where l.user_id = p_user_id and l.profile_id = p_profile_id and l.symbol = p_symbol));
  end if;
  return query
  select l.owner_token is not distinct from p_owner_token, l.term, l.expires_at,
         l.acquired_at, greatest(0, ceil(extract(epoch from l.expires_at - v_now) * 1000))::integer
    from locks.entry_locks as l
   where l.user_id = p_user_id and l.profile_id = p_profile_id and l.symbol = p_symbol;
end;
$$;
alter function engine.fn_acquire_entry_lock(
  uuid, uuid, text, uuid, numeric
) owner to tradekeel_engine;
revoke all on function engine.fn_acquire_entry_lock(uuid, uuid, text, uuid, numeric) from public;
grant execute on function engine.fn_acquire_entry_lock(
  uuid, uuid, text, uuid, numeric
) to tradekeel_bridge;
comment on function engine.fn_acquire_entry_lock(uuid, uuid, text, uuid, numeric) is
'Take the entry lock of a profile''s symbol for a while, or learn who has it how long. The
holder''s repetition renews and keeps the term; a lapsed lock begins a new term, and so does the
lock of a process that no longer drives the account, for the one that does. Contention is a
result, counted as lock_contention, and for how long the lock was still held then as
lock_contention_seconds. Errors, in order: LKR01, LCR01, TNR01.';
