create or replace function lifecycle.check_market_terms(
  p_market lifecycle.markets, p_side text, p_terms lifecycle.order_terms, p_latest_price numeric
) returns void
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_waits_for_rise constant boolean := (p_side = 'buy') = (p_terms.order_type like 'stop%');
  v_exchange meta.exchanges;
begin
  select e.* into strict v_exchange
    from meta.exchanges as e
   where e.exchange = p_market.exchange and e.market_type = p_market.market_type;
  if p_terms.order_type <> all (v_exchange.order_types)
     or p_terms.time_in_force <> all (v_exchange.times_in_force)
     or p_terms.is_post_only and not v_exchange.is_post_only_known then
    perform meta.raise_error('LCR18', format(
      'exchange=%s order_type=%s time_in_force=%s is_post_only=%s', p_market.exchange,
      p_terms.order_type, p_terms.time_in_force, p_terms.is_post_only));
  elsif p_terms.trigger_price % p_market.price_tick <> 0 then
    perform meta.raise_error('LCR03', format(
      'symbol=%s trigger_price=%s tick=%s', p_market.symbol, p_terms.trigger_price,
      p_market.price_tick));
  elsif p_terms.trigger_price = p_latest_price
        or (p_terms.trigger_price > p_latest_price) <> v_waits_for_rise then
    perform meta.raise_error('LCR19', format(
      'symbol=%s side=%s order_type=%s trigger_price=%s price=%s', p_market.symbol, p_side,
      p_terms.order_type, p_terms.trigger_price, p_latest_price));
  end if;
end;
$$;
alter function lifecycle.check_market_terms(
  lifecycle.markets, text, lifecycle.order_terms, numeric
) owner to tradekeel_owner;
revoke all on function lifecycle.check_market_terms(
  lifecycle.markets, text, lifecycle.order_terms, numeric
) from public;
grant execute on function lifecycle.check_market_terms(
  lifecycle.markets, text, lifecycle.order_terms, numeric
) to tradekeel_engine;
comment on function lifecycle.check_market_terms(
  lifecycle.markets, text, lifecycle.order_terms, numeric
) is
'Hold the terms of an order against what the exchange takes and against the latest price (null:
none is fresh, the exchange will say). A buying stop and a selling take-profit wait for a rise,
the two others for a fall. Errors, in order: LCR18 the exchange takes no such order, LCR03 the
trigger is finer than the tick, LCR19 the trigger has been passed already.';
