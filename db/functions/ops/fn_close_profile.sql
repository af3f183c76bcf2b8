create or replace function ops.fn_close_profile(
  p_user_id uuid, p_profile_id uuid, p_reason text
) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_capital ledger.capital;
begin
  perform meta.require_reason(p_reason);
  v_capital := ledger.lock_capital(p_user_id, p_profile_id);
  if v_capital.trading_state = 'closed' then
    return 'closed';
  elsif v_capital.reserved_for_orders <> 0 or v_capital.reserved_for_positions <> 0
        or exists (
          select from lifecycle.intents as i
           where i.user_id = p_user_id and i.account_id = v_capital.account_id
             and i.profile_id = p_profile_id and i.settled_at is null
        ) or exists (
          select from lifecycle.positions as p
           where p.user_id = p_user_id and p.profile_id = p_profile_id and p.state <> 'closed'
        )
  then
    perform meta.raise_error('OPC11', format(
      'profile=%s reserved_for_orders=%s reserved_for_positions=%s', p_profile_id,
      v_capital.reserved_for_orders, v_capital.reserved_for_positions));
  end if;
  update ledger.capital as c
     set trading_state = 'closed'
   where c.user_id = p_user_id and c.profile_id = p_profile_id;
  perform ledger.broadcast_capital(p_user_id, p_profile_id, 'close');
  perform meta.record_audit(p_user_id, 'ops.fn_close_profile', jsonb_build_object(
    'profile_id', p_profile_id, 'reason', p_reason), jsonb_build_object(
    'was', v_capital.trading_state, 'available', v_capital.available::text));
  return 'closed';
end;
$$;
alter function ops.fn_close_profile(uuid, uuid, text) owner to tradekeel_engine;
revoke all on function ops.fn_close_profile(uuid, uuid, text) from public;
grant execute on function ops.fn_close_profile(uuid, uuid, text) to tradekeel_operator;
comment on function ops.fn_close_profile(uuid, uuid, text) is
'Close a profile for good: no entry begins again. Only when it is flat: nothing reserved, no
unsettled intent, no open position. What it has left can be withdrawn. A replay returns the same.
Returns its trading state. Errors, in order: OPR01, TNR01, OPC11 it is not flat.';
