create or replace function ops.fn_pause_profile(
  p_user_id uuid, p_profile_id uuid, p_reason text
) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_state text;
begin
  perform meta.require_reason(p_reason);
  perform ledger.lock_capital(p_user_id, p_profile_id);
  update ledger.capital as c
     set trading_state = 'paused'
   where c.user_id = p_user_id and c.profile_id = p_profile_id and c.trading_state = 'active';
  if found then
    perform ledger.broadcast_capital(p_user_id, p_profile_id, 'pause');
  end if;
  select c.trading_state into strict v_state
    from ledger.capital as c
   where c.user_id = p_user_id and c.profile_id = p_profile_id;
  perform meta.record_audit(p_user_id, 'ops.fn_pause_profile', jsonb_build_object(
    'profile_id', p_profile_id, 'reason', p_reason), jsonb_build_object('state', v_state));
  return v_state;
end;
$$;
alter function ops.fn_pause_profile(uuid, uuid, text) owner to tradekeel_engine;
revoke all on function ops.fn_pause_profile(uuid, uuid, text) from public;
grant execute on function ops.fn_pause_profile(uuid, uuid, text) to tradekeel_operator;
comment on function ops.fn_pause_profile(uuid, uuid, text) is
'Stop new entries of a profile; exits and cancels go on. Returns its trading state. Errors, in
order: OPR01, TNR01.';
