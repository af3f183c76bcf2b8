create or replace function lifecycle.default_protections(
  p_profile tenancy.profiles, p_side text, p_average_price numeric, p_opened_at timestamptz
) returns table (
  kind text, trigger_price numeric, trail_rate numeric, due_at timestamptz
)
language plpgsql immutable security invoker
set search_path = ''
as $$
declare
  v_sign constant integer := case p_side when 'long' then 1 else -1 end;
begin
  if p_profile.stop_loss_rate is not null then
    return query select 'stop_loss',
      ledger.round_amount(p_average_price * (1 - v_sign * p_profile.stop_loss_rate)),
      null::numeric, null::timestamptz;
  end if;
  if p_profile.take_profit_rate is not null
     and (v_sign = 1 or p_profile.take_profit_rate < 1) then
    return query select 'take_profit',
      ledger.round_amount(p_average_price * (1 + v_sign * p_profile.take_profit_rate)),
      null::numeric, null::timestamptz;
  end if;
  if p_profile.trailing_stop_rate is not null then
    return query select 'trailing_stop', null::numeric, p_profile.trailing_stop_rate,
      null::timestamptz;
  end if;
  if p_profile.max_hold_seconds is not null then
    return query select 'time_stop', null::numeric, null::numeric,
      p_opened_at + make_interval(secs => p_profile.max_hold_seconds);
  end if;
end;
$$;
alter function lifecycle.default_protections(
  tenancy.profiles, text, numeric, timestamptz
) owner to tradekeel_owner;
revoke all on function lifecycle.default_protections(
  tenancy.profiles, text, numeric, timestamptz
) from public;
grant execute on function lifecycle.default_protections(
  tenancy.profiles, text, numeric, timestamptz
) to tradekeel_engine;
comment on function lifecycle.default_protections(tenancy.profiles, text, numeric, timestamptz) is
'The protections a profile gives to a position of a side, entered at an average price (quote
currency): stop-loss and take-profit as prices, trailing stop as a rate, time stop as a moment.';
