create or replace function lifecycle.price_fees(
  p_account tenancy.exchange_accounts, p_market lifecycle.markets, p_quote_currency text, p_fees
  jsonb
) returns table (
  fee_quote numeric, fee_base numeric
)
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  f record;
begin
  fee_quote := 0;
  fee_base := 0;
  for f in
    select x.value ->> 'currency' as currency, (x.value ->> 'cost')::numeric as cost
      from jsonb_array_elements(p_fees) as x
  loop
    if f.currency = p_quote_currency then
      fee_quote := fee_quote + f.cost;
    elsif f.currency = p_market.base and p_account.market_type = 'spot' then
      fee_base := fee_base + f.cost;
    else
      fee_quote := fee_quote + ledger.round_amount(f.cost * (
        select p.price from lifecycle.latest_prices as p
         where p.exchange = p_account.exchange
           and p.symbol in (
             f.currency || '/' || p_quote_currency,
             format('%s/%s:%s', f.currency, p_quote_currency, p_quote_currency))
         order by p.observed_at desc limit 1
      ));
    end if;
  end loop;
  return next;
end;
$$;
alter function lifecycle.price_fees(
  tenancy.exchange_accounts, lifecycle.markets, text, jsonb
) owner to tradekeel_owner;
revoke all on function lifecycle.price_fees(
  tenancy.exchange_accounts, lifecycle.markets, text, jsonb
) from public;
grant execute on function lifecycle.price_fees(
  tenancy.exchange_accounts, lifecycle.markets, text, jsonb
) to tradekeel_engine;
comment on function lifecycle.price_fees(
  tenancy.exchange_accounts, lifecycle.markets, text, jsonb
) is
'Split an array of {currency, cost} into a fee in the profile''s currency and a fee in base asset
(spot only). A fee in a third currency is priced with the latest price of that currency, spot or
linear swap, in the profile''s; fee_quote is null when there is none: unpriced is not zero.';
