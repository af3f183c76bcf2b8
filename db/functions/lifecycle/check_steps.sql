create or replace function lifecycle.check_steps(
  p_market lifecycle.markets, p_quantity numeric, p_limit_price numeric, p_reference_price numeric
) returns void
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_cost constant numeric := p_quantity * p_market.contract_size
    * coalesce(p_limit_price, p_reference_price);
begin
  if p_quantity % p_market.quantity_step <> 0 then
    perform meta.raise_error('LCR03', format(
      'symbol=%s quantity=%s step=%s', p_market.symbol, p_quantity, p_market.quantity_step));
  elsif p_limit_price % p_market.price_tick <> 0 then
    perform meta.raise_error('LCR03', format(
      'symbol=%s limit_price=%s tick=%s', p_market.symbol, p_limit_price, p_market.price_tick));
  elsif p_quantity not between p_market.min_quantity and p_market.max_quantity then
    perform meta.raise_error('LCR04', format(
      'symbol=%s quantity=%s minimum=%s maximum=%s', p_market.symbol, p_quantity,
      p_market.min_quantity, p_market.max_quantity));
  elsif v_cost < p_market.min_cost then
    perform meta.raise_error('LCR04', format(
      'symbol=%s cost=%s minimum=%s', p_market.symbol, v_cost, p_market.min_cost));
  end if;
end;
$$;
alter function lifecycle.check_steps(
  lifecycle.markets, numeric, numeric, numeric
) owner to tradekeel_owner;
revoke all on function lifecycle.check_steps(
  lifecycle.markets, numeric, numeric, numeric
) from public;
grant execute on function lifecycle.check_steps(
  lifecycle.markets, numeric, numeric, numeric
) to tradekeel_engine;
comment on function lifecycle.check_steps(lifecycle.markets, numeric, numeric, numeric) is
'Hold an order against the market''s steps and limits. Errors, in order: LCR03 finer than the
quantity step or price tick, LCR04 below or above the market''s limits.';
