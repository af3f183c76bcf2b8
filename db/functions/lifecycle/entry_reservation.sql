create or replace function lifecycle.entry_reservation(
  p_profile tenancy.profiles, p_account tenancy.exchange_accounts, p_market lifecycle.markets,
  p_side text, p_terms lifecycle.order_terms, p_leverage numeric
) returns numeric
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_latest constant numeric := lifecycle.fresh_price(
    p_account.exchange, p_account.market_type, p_market.symbol);
  v_notional numeric;
begin
  if v_latest is null
     and (p_terms.limit_price is null or p_terms.trigger_price is not null or p_side = 'sell') then
    perform meta.raise_error('LCT01', format('symbol=%s', p_market.symbol));
  end if;
  perform lifecycle.check_market_terms(p_market, p_side, p_terms, v_latest);
  perform lifecycle.check_steps(
    p_market, p_terms.quantity, p_terms.limit_price, coalesce(p_terms.trigger_price, v_latest));
  v_notional := lifecycle.entry_notional(
    p_profile, p_market, p_side, p_terms.quantity, p_terms.limit_price, p_terms.trigger_price,
    v_latest);
  if v_notional > p_profile.max_order_cost then
    perform meta.raise_error('LCR05', format(
      'profile=%s cost=%s maximum=%s', p_profile.profile_id, v_notional,
      p_profile.max_order_cost));
  end if;
  return lifecycle.entry_margin(v_notional, p_leverage, p_profile.fee_buffer_rate);
end;
$$;
alter function lifecycle.entry_reservation(
  tenancy.profiles, tenancy.exchange_accounts, lifecycle.markets, text,
  lifecycle.order_terms, numeric
) owner to tradekeel_owner;
revoke all on function lifecycle.entry_reservation(
  tenancy.profiles, tenancy.exchange_accounts, lifecycle.markets, text,
  lifecycle.order_terms, numeric
) from public;
grant execute on function lifecycle.entry_reservation(
  tenancy.profiles, tenancy.exchange_accounts, lifecycle.markets, text,
  lifecycle.order_terms, numeric
) to tradekeel_engine;
comment on function lifecycle.entry_reservation(
  tenancy.profiles, tenancy.exchange_accounts, lifecycle.markets, text,
  lifecycle.order_terms, numeric
) is
'What an entry reserves, in the profile''s currency: margin and fee buffer (entry_margin) of what it
can cost at most (entry_notional), once its terms are held against market and profile. Errors, in
order: LCT01 no fresh price, LCR18, LCR03, LCR19, LCR03, LCR04, LCR05 above the profile''s max order
cost.';
