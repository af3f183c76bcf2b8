create or replace function tenancy.with_limits(
  p_profile tenancy.profiles, p_limits jsonb
) returns tenancy.profiles
language plpgsql immutable security invoker
set search_path = ''
as $$
declare
  v_all constant jsonb := tenancy.describe_limits(p_profile) || p_limits;
  v_profile tenancy.profiles := p_profile;
begin
  v_profile.max_open_positions := (v_all ->> 'max_open_positions')::integer;
  v_profile.max_order_cost := (v_all ->> 'max_order_cost')::numeric;
  v_profile.max_leverage := (v_all ->> 'max_leverage')::numeric;
  v_profile.max_daily_loss := (v_all ->> 'max_daily_loss')::numeric;
  v_profile.loss_cooldown_seconds := (v_all ->> 'loss_cooldown_seconds')::integer;
  v_profile.stop_loss_rate := (v_all ->> 'stop_loss_rate')::numeric;
  v_profile.take_profit_rate := (v_all ->> 'take_profit_rate')::numeric;
  v_profile.trailing_stop_rate := (v_all ->> 'trailing_stop_rate')::numeric;
  v_profile.max_hold_seconds := (v_all ->> 'max_hold_seconds')::integer;
  v_profile.price_buffer_rate := (v_all ->> 'price_buffer_rate')::numeric;
  v_profile.fee_buffer_rate := (v_all ->> 'fee_buffer_rate')::numeric;
  v_profile.cushion_rate := (v_all ->> 'cushion_rate')::numeric;
  return v_profile;
end;
$$;
alter function tenancy.with_limits(tenancy.profiles, jsonb) owner to tradekeel_owner;
revoke all on function tenancy.with_limits(tenancy.profiles, jsonb) from public;
grant execute on function tenancy.with_limits(tenancy.profiles, jsonb) to tradekeel_engine;
comment on function tenancy.with_limits(tenancy.profiles, jsonb) is
'A profile''s row with the limits of an object laid over its own; what the object does not name
stays.';
