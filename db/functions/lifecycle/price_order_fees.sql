create or replace function lifecycle.price_order_fees(
  p_order lifecycle.orders, p_fees jsonb
) returns table (
  fee_quote numeric, fee_base numeric
)
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if jsonb_array_length(p_fees) = 0 then
    return;
  end if;
  return query
  select f.fee_quote, f.fee_base
    from tenancy.exchange_accounts as a
    join lifecycle.markets as m
      on m.exchange = a.exchange and m.market_type = a.market_type and m.symbol = p_order.symbol
    join tenancy.profiles as p on p.user_id = a.user_id and p.profile_id = p_order.profile_id,
         lateral lifecycle.price_fees(a, m, p.quote_currency, p_fees) as f
   where a.user_id = p_order.user_id and a.account_id = p_order.account_id;
end;
$$;
alter function lifecycle.price_order_fees(lifecycle.orders, jsonb) owner to tradekeel_owner;
revoke all on function lifecycle.price_order_fees(lifecycle.orders, jsonb) from public;
grant execute on function lifecycle.price_order_fees(lifecycle.orders, jsonb) to tradekeel_engine;
comment on function lifecycle.price_order_fees(lifecycle.orders, jsonb) is
'The fees an order itself states, split and priced like those of a trade. No row when it states
none.';
