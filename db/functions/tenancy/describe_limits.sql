create or replace function tenancy.describe_limits(
  p_profile tenancy.profiles
) returns jsonb
language plpgsql immutable security invoker
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'max_open_positions', p_profile.max_open_positions,
    'max_order_cost', p_profile.max_order_cost::text,
    'max_leverage', p_profile.max_leverage::text,
    'max_daily_loss', p_profile.max_daily_loss::text,
    'loss_cooldown_seconds', p_profile.loss_cooldown_seconds,
    'stop_loss_rate', p_profile.stop_loss_rate::text,
    'take_profit_rate', p_profile.take_profit_rate::text,
    'trailing_stop_rate', p_profile.trailing_stop_rate::text,
    'max_hold_seconds', p_profile.max_hold_seconds,
    'price_buffer_rate', p_profile.price_buffer_rate::text,
    'fee_buffer_rate', p_profile.fee_buffer_rate::text,
    'cushion_rate', p_profile.cushion_rate::text);
end;
$$;
alter function tenancy.describe_limits(tenancy.profiles) owner to tradekeel_owner;
revoke all on function tenancy.describe_limits(tenancy.profiles) from public;
grant execute on function tenancy.describe_limits(tenancy.profiles) to tradekeel_engine;
comment on function tenancy.describe_limits(tenancy.profiles) is
'The limits and default protection of a profile as an object, amounts as text.';
