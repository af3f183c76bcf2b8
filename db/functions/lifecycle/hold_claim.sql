create or replace function lifecycle.hold_claim(
  p_user_id uuid, p_account_id uuid, p_profile_id uuid, p_symbol text, p_position_side text
) returns boolean
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_key text;
begin
  select tenancy.exclusivity_key(a, m, p_position_side) into strict v_key
    from tenancy.exchange_accounts as a
    join lifecycle.markets as m
      on m.exchange = a.exchange and m.market_type = a.market_type and m.symbol = p_symbol
   where a.user_id = p_user_id and a.account_id = p_account_id;
  if tenancy.hold_claim(p_user_id, p_account_id, p_profile_id, v_key) then
    return true;
  end if;
  perform health.open_incident(
    p_user_id, 'claim_conflict', 'critical', p_profile_id || ' ' || p_symbol,
    'lifecycle-incident', jsonb_build_object('account_id', p_account_id, 'key', v_key));
  return false;
end;
$$;
alter function lifecycle.hold_claim(uuid, uuid, uuid, text, text) owner to tradekeel_owner;
revoke all on function lifecycle.hold_claim(uuid, uuid, uuid, text, text) from public;
grant execute on function lifecycle.hold_claim(uuid, uuid, uuid, text, text) to tradekeel_engine;
comment on function lifecycle.hold_claim(uuid, uuid, uuid, text, text) is
'Keep the claim of what a profile holds, or take it again when late truth made it hold something.
Never refused: when another profile has the claim by now, an incident says so. Returns whether
it is held.';
