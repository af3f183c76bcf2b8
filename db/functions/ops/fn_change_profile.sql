create or replace function ops.fn_change_profile(
  p_user_id uuid, p_profile_id uuid, p_limits jsonb
) returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_profile tenancy.profiles;
  v_before jsonb;
  v_key text;
begin
  if jsonb_typeof(p_limits) is distinct from 'object' then
    perform meta.raise_error('OPR01', 'limits wanted=object');
  end if;
  perform ledger.lock_capital(p_user_id, p_profile_id);
  v_profile := tenancy.require_profile(p_user_id, p_profile_id);
  v_before := tenancy.describe_limits(v_profile);
  for v_key in select k.name from jsonb_object_keys(p_limits) as k (name)
  loop
    if not v_before ? v_key then
      perform meta.raise_error('OPR01', format('limit=%s wanted=one of the profile', v_key));
    end if;
  end loop;
  v_profile := tenancy.with_limits(v_profile, p_limits);
  update tenancy.profiles as p
     set max_open_positions = v_profile.max_open_positions,
         max_order_cost = v_profile.max_order_cost, max_leverage = v_profile.max_leverage,
         max_daily_loss = v_profile.max_daily_loss,
         loss_cooldown_seconds = v_profile.loss_cooldown_seconds,
         stop_loss_rate = v_profile.stop_loss_rate,
         take_profit_rate = v_profile.take_profit_rate,
         trailing_stop_rate = v_profile.trailing_stop_rate,
         max_hold_seconds = v_profile.max_hold_seconds,
         price_buffer_rate = v_profile.price_buffer_rate,
         fee_buffer_rate = v_profile.fee_buffer_rate,
         cushion_rate = v_profile.cushion_rate
   where p.user_id = p_user_id and p.profile_id = p_profile_id;
  perform meta.record_audit(p_user_id, 'ops.fn_change_profile', jsonb_build_object(
    'profile_id', p_profile_id, 'limits', p_limits), v_before);
  return v_before;
exception
  when check_violation or not_null_violation or invalid_text_representation
    or numeric_value_out_of_range then
    perform meta.raise_error('OPR01', format('limits=%s out of range', left(p_limits::text, 200)));
    return null;
end;
$$;
alter function ops.fn_change_profile(uuid, uuid, jsonb) owner to tradekeel_engine;
revoke all on function ops.fn_change_profile(uuid, uuid, jsonb) from public;
grant execute on function ops.fn_change_profile(uuid, uuid, jsonb) to tradekeel_operator;
comment on function ops.fn_change_profile(uuid, uuid, jsonb) is
'Change limits and default protection of a profile: an object with any of max_open_positions,
max_order_cost, max_leverage, max_daily_loss, loss_cooldown_seconds, stop_loss_rate,
take_profit_rate, trailing_stop_rate, max_hold_seconds, price_buffer_rate, fee_buffer_rate,
cushion_rate; amounts in quote currency, rates as shares; what is absent stays, null takes a
limit away. Positions that are open keep their protection until their next entry fill. Returns
the limits before. Errors, in order: OPR01 it is no object, TNR01, OPR01 naming the limit.';
