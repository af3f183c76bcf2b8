create or replace function lifecycle.is_protection_due(
  p_protection lifecycle.protections, p_side text, p_price numeric, p_now timestamptz
) returns boolean
language plpgsql immutable security invoker
set search_path = ''
as $$
declare
  v_sign constant integer := case p_side when 'long' then 1 else -1 end;
begin
  return case p_protection.kind
    when 'time_stop' then p_now >= p_protection.due_at
    when 'stop_loss' then v_sign * (p_price - p_protection.trigger_price) <= 0
    when 'take_profit' then v_sign * (p_price - p_protection.trigger_price) >= 0
    else v_sign * (p_price - p_protection.best_price * (1 - v_sign * p_protection.trail_rate)) <= 0
  end is true;
end;
$$;
alter function lifecycle.is_protection_due(
  lifecycle.protections, text, numeric, timestamptz
) owner to tradekeel_owner;
revoke all on function lifecycle.is_protection_due(
  lifecycle.protections, text, numeric, timestamptz
) from public;
grant execute on function lifecycle.is_protection_due(
  lifecycle.protections, text, numeric, timestamptz
) to tradekeel_engine;
comment on function lifecycle.is_protection_due(
  lifecycle.protections, text, numeric, timestamptz
) is
'Whether a protection of a position of a side fires at a price. p_price is null when there is no
fresh one: then only a time stop can fire.';
