create or replace function ledger.raise_reservation(
  p_user_id uuid, p_profile_id uuid, p_attempt_id uuid, p_amount numeric
) returns numeric
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_difference numeric;
  v_number bigint;
begin
  select p_amount - r.amount into v_difference
    from ledger.reservations as r
   where r.user_id = p_user_id and r.attempt_id = p_attempt_id and r.closed_at is null;
  if not found or v_difference <= 0 then
    return 0.0;
  end if;
  update ledger.reservations as r
     set amount = p_amount
   where r.user_id = p_user_id and r.attempt_id = p_attempt_id;
  select count(*) into v_number
    from ledger.entries as e
   where e.user_id = p_user_id and e.profile_id = p_profile_id and e.kind = 'reserve'
     and e.source like 'attempt:' || p_attempt_id || '%';
  perform ledger.post(
    p_user_id, p_profile_id, 'reserve', format('attempt:%s:%s', p_attempt_id, v_number),
    0, v_difference, 0, 0, true, clock_timestamp(), '{}');
  return v_difference;
end;
$$;
alter function ledger.raise_reservation(uuid, uuid, uuid, numeric) owner to tradekeel_owner;
revoke all on function ledger.raise_reservation(uuid, uuid, uuid, numeric) from public;
grant execute on function ledger.raise_reservation(uuid, uuid, uuid, numeric) to tradekeel_engine;
comment on function ledger.raise_reservation(uuid, uuid, uuid, numeric) is
'Raise an open reservation to an amount, when the order can cost that much by now: a fact, so it may
breach. What is too much is given back at settlement, never before. Returns by how much.';
