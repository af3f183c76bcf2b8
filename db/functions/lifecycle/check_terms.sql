create or replace function lifecycle.check_terms(
  p_terms lifecycle.order_terms
) returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if p_terms.order_type is null or p_terms.order_type not in (
    'market', 'limit', 'stop', 'stop_limit', 'take_profit', 'take_profit_limit'
  ) then
    perform meta.raise_error('LCR01', format(
      'p_order_type=%s wanted=market, limit, stop, stop_limit, take_profit or take_profit_limit',
      p_terms.order_type));
  elsif (p_terms.limit_price is not null)
        <> (p_terms.order_type in ('limit', 'stop_limit', 'take_profit_limit')) then
    perform meta.raise_error('LCR01', format(
      'p_limit_price=%s wanted=a price where the type has a limit, else null order_type=%s',
      p_terms.limit_price, p_terms.order_type));
  elsif (p_terms.trigger_price is null) <> (p_terms.order_type in ('market', 'limit')) then
    perform meta.raise_error('LCR01', format(
      'p_trigger_price=%s wanted=a price where the type waits for one, else null order_type=%s',
      p_terms.trigger_price, p_terms.order_type));
  elsif p_terms.time_in_force is not null and (
    p_terms.time_in_force not in ('GTC', 'IOC', 'FOK') or p_terms.limit_price is null
  ) then
    perform meta.raise_error('LCR01', format(
      'p_time_in_force=%s wanted=GTC, IOC or FOK with a limit, else null order_type=%s',
      p_terms.time_in_force, p_terms.order_type));
  elsif p_terms.is_post_only is null or p_terms.is_post_only and (
    p_terms.order_type <> 'limit' or coalesce(p_terms.time_in_force, 'GTC') <> 'GTC'
  ) then
    perform meta.raise_error('LCR01', format(
      'p_is_post_only=%s wanted=true or false, true only of a limit order that may rest',
      p_terms.is_post_only));
  end if;
end;
$$;
alter function lifecycle.check_terms(lifecycle.order_terms) owner to tradekeel_owner;
revoke all on function lifecycle.check_terms(lifecycle.order_terms) from public;
grant execute on function lifecycle.check_terms(lifecycle.order_terms) to tradekeel_engine;
comment on function lifecycle.check_terms(lifecycle.order_terms) is
'Refuse terms of an order that no exchange could make sense of: a price that the type has no use
for or lacks, a time in force without a limit, post only where nothing may rest. Errors, in
order: LCR01 naming the argument.';
