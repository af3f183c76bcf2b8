create or replace function ledger.reserve(
  p_user_id uuid, p_profile_id uuid, p_attempt_id uuid, p_amount numeric
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_rest numeric;
  v_cushion numeric;
begin
  select c.available - p_amount, ledger.round_amount(c.allocated * f.cushion_rate)
    into v_rest, v_cushion
    from ledger.capital as c
    join tenancy.profiles as f on f.user_id = c.user_id and f.profile_id = c.profile_id
   where c.user_id = p_user_id and c.profile_id = p_profile_id;
  if v_rest < v_cushion then
    perform meta.raise_error('LGR01', format(
      'profile=%s wanted=%s rest=%s cushion=%s', p_profile_id, p_amount, v_rest, v_cushion));
  end if;
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
'Reserve capital for one attempt, leaving at least the profile''s cushion (cushion_rate of what is
allocated) available for fees and funding to come. The attempt is written before. Errors, in order:
LGR01 not enough available for amount and cushion.';
