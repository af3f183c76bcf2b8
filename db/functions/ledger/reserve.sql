create or replace function ledger.reserve(
  p_user_id uuid, p_profile_id uuid, p_attempt_id uuid, p_amount numeric
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  insert into ledger.reservations (user_id, attempt_id, profile_id, amount)
  values (p_user_id, p_attempt_id, p_profile_id, p_amount);
  perform ledger.post(
    p_user_id, p_profile_id, 'reserve', 'attempt:' || p_attempt_id,
    0, p_amount, 0, 0, false, clock_timestamp(), '{}');
end;
$$;
alter function ledger.reserve(uuid, uuid, uuid, numeric) owner to tradekeel_owner;
revoke all on function ledger.reserve(uuid, uuid, uuid, numeric) from public;
grant execute on function ledger.reserve(uuid, uuid, uuid, numeric) to tradekeel_engine;
comment on function ledger.reserve(uuid, uuid, uuid, numeric) is
'Reserve capital for one attempt. The attempt is written before. Errors, in order: LGR01.';
