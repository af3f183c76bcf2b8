create or replace function ledger.release(
  p_user_id uuid, p_attempt_id uuid
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_rest numeric;
  v_profile_id uuid;
begin
  select r.amount - r.consumed - r.released, r.profile_id into v_rest, v_profile_id
    from ledger.reservations as r
   where r.user_id = p_user_id and r.attempt_id = p_attempt_id and r.closed_at is null;
  if not found then
    return;
  end if;
  update ledger.reservations as r
     set released = r.released + v_rest, closed_at = v_now
   where r.user_id = p_user_id and r.attempt_id = p_attempt_id;
  if v_rest > 0 then
    perform ledger.post(
      p_user_id, v_profile_id, 'release', 'attempt:' || p_attempt_id,
      0, -v_rest, 0, 0, true, v_now, '{}');
  end if;
end;
$$;
alter function ledger.release(uuid, uuid) owner to tradekeel_owner;
revoke all on function ledger.release(uuid, uuid) from public;
grant execute on function ledger.release(uuid, uuid) to tradekeel_engine;
comment on function ledger.release(uuid, uuid) is
'Close an attempt''s reservation and give back what it did not spend. Does nothing when it is
closed already.';
