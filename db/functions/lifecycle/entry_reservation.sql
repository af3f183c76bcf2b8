create or replace function lifecycle.entry_reservation(
  p_profile tenancy.profiles, p_account tenancy.exchange_accounts, p_market lifecycle.markets,
  p_side text, p_order_type text, p_quantity numeric, p_limit_price numeric, p_leverage numeric
) returns numeric
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_latest constant numeric := lifecycle.fresh_price(
    p_account.exchange, p_account.market_type, p_market.symbol);
  v_price numeric;
  v_notional numeric;
begin
  if v_latest is null and (p_order_type = 'market' or p_side = 'sell') then
    perform meta.raise_error('LCT01', format('symbol=%s', p_market.symbol));
  end if;
  perform lifecycle.check_steps(p_market, p_quantity, p_limit_price, v_latest);
  v_price := case
    when p_side = 'sell' then
      greatest(p_limit_price, v_latest) * (1 + p_profile.price_buffer_rate)
    when p_order_type = 'market' then v_latest * (1 + p_profile.price_buffer_rate)
    else p_limit_price
  end;
  v_notional := p_quantity * p_market.contract_size * v_price;
  if v_notional > p_profile.max_order_cost then
    perform meta.raise_error('LCR05', format(
      'profile=%s cost=%s maximum=%s', p_profile.profile_id, v_notional,
      p_profile.max_order_cost));
  end if;
  return ledger.round_amount(v_notional / p_leverage + v_notional * p_profile.fee_buffer_rate);
end;
$$;
alter function lifecycle.entry_reservation(
  tenancy.profiles, tenancy.exchange_accounts, lifecycle.markets, text, text, numeric, numeric,
  numeric
) owner to tradekeel_owner;
revoke all on function lifecycle.entry_reservation(
  tenancy.profiles, tenancy.exchange_accounts, lifecycle.markets, text, text, numeric, numeric,
  numeric
) from public;
grant execute on function lifecycle.entry_reservation(
  tenancy.profiles, tenancy.exchange_accounts, lifecycle.markets, text, text, numeric, numeric,
  numeric
) to tradekeel_engine;
comment on function lifecycle.entry_reservation(
  tenancy.profiles, tenancy.exchange_accounts, lifecycle.markets, text, text, numeric, numeric,
  numeric
) is
'What an entry reserves, in the profile''s currency: margin at the price it can cost at most,
plus the fee buffer on the notional. A market order is priced at the latest price plus the price
buffer; selling to open at the larger of limit and latest price, plus it. Errors, in order:
LCT01 no fresh price, LCR03, LCR04, LCR05 above the profile''s max order cost.';
