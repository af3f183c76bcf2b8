create or replace function lifecycle.price_order_fees(
  p_order lifecycle.orders, p_fees jsonb
) returns table (
  fee_quote numeric, fee_base numeric, fee_other numeric, other_fees jsonb, is_priced boolean
)
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_exchange text;
  v_quote_currency text;
begin
  if jsonb_array_length(p_fees) = 0 then
    return;
  end if;
  select f.fee_quote, f.fee_base, f.other_fees, a.exchange, p.quote_currency
    into fee_quote, fee_base, other_fees, v_exchange, v_quote_currency
    from tenancy.exchange_accounts as a
    join lifecycle.markets as m
      on m.exchange = a.exchange and m.market_type = a.market_type and m.symbol = p_order.symbol
    join tenancy.profiles as p on p.user_id = a.user_id and p.profile_id = p_order.profile_id,
         lateral lifecycle.split_fees(a, m, p.quote_currency, p_fees) as f
   where a.user_id = p_order.user_id and a.account_id = p_order.account_id;
  if other_fees = p_order.stated_other_fees and p_order.is_stated_fee_priced then
    fee_other := p_order.stated_fee_other;
    is_priced := true;
  else
    select coalesce(sum(ledger.round_amount(x.cost * x.price))
             filter (where abs(x.cost * x.price) <= 1e18), 0),
           coalesce(bool_and(coalesce(abs(x.cost * x.price) <= 1e18, false)), true)
      into fee_other, is_priced
      from (
        select (e.value ->> 'cost')::numeric as cost, lifecycle.currency_price(
                 v_exchange, e.value ->> 'currency', v_quote_currency) as price
          from jsonb_array_elements(other_fees) as e
      ) as x;
  end if;
  return next;
end;
$$;
alter function lifecycle.price_order_fees(lifecycle.orders, jsonb) owner to tradekeel_owner;
revoke all on function lifecycle.price_order_fees(lifecycle.orders, jsonb) from public;
grant execute on function lifecycle.price_order_fees(lifecycle.orders, jsonb) to tradekeel_engine;
comment on function lifecycle.price_order_fees(lifecycle.orders, jsonb) is
'The fees an order itself states, split like those of a trade; those in third currencies summed in
the profile''s, as far as they have a price (is_priced: all have). What was priced keeps its price
until the statement changes. No row when it states none.';
