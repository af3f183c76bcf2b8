create or replace function ops.fn_adopt_order(
  p_user_id uuid, p_profile_id uuid, p_symbol text, p_position_side text, p_exchange_order_id
  text, p_reason text
) returns uuid
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_adoption lifecycle.adoptions;
  v_position lifecycle.positions;
begin
  perform meta.require_reason(p_reason);
  if p_exchange_order_id is null or length(p_exchange_order_id) not between 1 and 200 then
    perform meta.raise_error('OPR01', 'exchange_order_id wanted=1 to 200 characters');
  end if;
  perform ledger.lock_capital(p_user_id, p_profile_id);
  select d.* into v_adoption
    from lifecycle.adoptions as d
    join tenancy.profiles as p
      on p.user_id = d.user_id and p.account_id = d.account_id and p.profile_id = p_profile_id
   where d.user_id = p_user_id and d.symbol = p_symbol
     and d.exchange_order_id = p_exchange_order_id;
  if found then
    if v_adoption.profile_id <> p_profile_id or v_adoption.kind <> 'external' then
      perform meta.raise_error('OPC01', format('adoption=%s', v_adoption.adoption_id));
    end if;
    return v_adoption.adoption_id;
  end if;
  v_position := lifecycle.require_position(p_user_id, p_profile_id, p_symbol, p_position_side);
  if exists (
    select from lifecycle.orders as o
     where o.user_id = p_user_id and o.account_id = v_position.account_id
       and o.symbol = p_symbol and o.exchange_order_id = p_exchange_order_id
  ) then
    perform meta.raise_error('OPC01', format('order=%s is on record', p_exchange_order_id));
  end if;
  insert into lifecycle.adoptions (
    user_id, profile_id, account_id, position_id, symbol, exchange_order_id, kind, reason
  ) values (
    p_user_id, p_profile_id, v_position.account_id, v_position.position_id, p_symbol,
    p_exchange_order_id, 'external', p_reason
  ) returning * into v_adoption;
  perform meta.record_audit(p_user_id, 'ops.fn_adopt_order', jsonb_build_object(
    'profile_id', p_profile_id, 'symbol', p_symbol, 'position_side', p_position_side,
    'exchange_order_id', p_exchange_order_id, 'reason', p_reason),
    jsonb_build_object('adoption_id', v_adoption.adoption_id));
  return v_adoption.adoption_id;
end;
$$;
alter function ops.fn_adopt_order(uuid, uuid, text, text, text, text) owner to tradekeel_engine;
revoke all on function ops.fn_adopt_order(uuid, uuid, text, text, text, text) from public;
grant execute on function ops.fn_adopt_order(
  uuid, uuid, text, text, text, text
) to tradekeel_operator;
comment on function ops.fn_adopt_order(uuid, uuid, text, text, text, text) is
'Have an order that was placed by hand taken as an exit of a profile''s position. Only names it: the
bridge reads the order and its trades from the exchange, and what they say is booked. One that does
not close the position is refused then, with an incident. A replay returns the same. Returns the
adoption. Errors, in order: OPR01, TNR01, OPC01 another profile has it or it is an order on record,
LCR10 no such position.';
