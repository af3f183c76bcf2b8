create or replace function lifecycle.check_protection(
  p_kind text, p_trigger_price numeric, p_trail_rate numeric, p_due_at timestamptz
) returns void
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  if p_kind is null
     or p_kind not in ('stop_loss', 'take_profit', 'trailing_stop', 'time_stop') then
    perform meta.raise_error('LCR01', format(
      'p_kind=%s wanted=stop_loss, take_profit, trailing_stop or time_stop', left(p_kind, 50)));
  elsif p_trigger_price is not null and p_kind not in ('stop_loss', 'take_profit') then
    perform meta.raise_error('LCR01', format('p_trigger_price wanted=null for %s', p_kind));
  elsif p_trail_rate is not null and p_kind <> 'trailing_stop' then
    perform meta.raise_error('LCR01', format('p_trail_rate wanted=null for %s', p_kind));
  elsif p_due_at is not null and p_kind <> 'time_stop' then
    perform meta.raise_error('LCR01', format('p_due_at wanted=null for %s', p_kind));
  elsif not (p_trail_rate > 0 and p_trail_rate < 1 and scale(p_trail_rate) <= 18) then
    perform meta.raise_error('LCR01', 'p_trail_rate wanted=above 0, below 1, at most 18 decimals');
  elsif not (p_due_at > v_now and p_due_at <= v_now + interval '365 days') then
    perform meta.raise_error('LCR01', 'p_due_at wanted=a moment within the next 365 days');
  end if;
  if p_trigger_price is not null then
    perform ledger.require_amount(p_trigger_price, 'p_trigger_price');
  end if;
end;
$$;
alter function lifecycle.check_protection(
  text, numeric, numeric, timestamptz
) owner to tradekeel_owner;
revoke all on function lifecycle.check_protection(
  text, numeric, numeric, timestamptz
) from public;
grant execute on function lifecycle.check_protection(
  text, numeric, numeric, timestamptz
) to tradekeel_engine;
comment on function lifecycle.check_protection(
  text, numeric, numeric, timestamptz
) is
'Refuse a protection that is unusable whatever the position. Errors, in order: LCR01 naming the
argument, LGR03 naming the amount.';
