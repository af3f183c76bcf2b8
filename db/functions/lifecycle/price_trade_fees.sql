create or replace function lifecycle.price_trade_fees(
  p_order lifecycle.orders, p_trade_id text, p_other_fees jsonb
) returns boolean
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_subject constant text := 'order:' || p_order.order_id || ':' || p_trade_id;
  v_unpriced jsonb;
begin
  if p_other_fees = '[]' then
    return true;
  end if;
  insert into lifecycle.fee_prices (
    user_id, order_id, trade_id, currency, profile_id, cost, price, amount_quote, priced_by
  )
  select p_order.user_id, p_order.order_id, p_trade_id, x.currency, p_order.profile_id, x.cost,
         x.price, ledger.round_amount(x.cost * x.price), 'market'
    from (
      select e.value ->> 'currency' as currency, (e.value ->> 'cost')::numeric as cost,
             lifecycle.currency_price(
               a.exchange, e.value ->> 'currency', f.quote_currency) as price
        from jsonb_array_elements(p_other_fees) as e,
             tenancy.exchange_accounts as a
        join tenancy.profiles as f
          on f.user_id = a.user_id and f.profile_id = p_order.profile_id
       where a.user_id = p_order.user_id and a.account_id = p_order.account_id
    ) as x
   where abs(x.cost * x.price) <= 1e18 and (x.cost > 0 or -x.cost * x.price <= (
     select f.cost from lifecycle.fills as f
      where f.user_id = p_order.user_id and f.order_id = p_order.order_id
        and f.trade_id = p_trade_id
   ))
  on conflict (user_id, order_id, trade_id, currency) do nothing;
  v_unpriced := lifecycle.unpriced_fees(
    p_order.user_id, p_order.order_id, p_trade_id, p_other_fees);
  if v_unpriced = '[]' then
    perform reconciliation.heal_mismatch(
      p_order.user_id, p_order.account_id, 'unpriced_fee', v_subject);
    return true;
  end if;
  perform reconciliation.note_mismatch(
    p_order.user_id, p_order.account_id, p_order.profile_id, null, 'unpriced_fee', v_subject,
    jsonb_build_object(
      'order_id', p_order.order_id, 'trade_id', p_trade_id, 'fees', v_unpriced));
  return false;
end;
$$;
alter function lifecycle.price_trade_fees(
  lifecycle.orders, text, jsonb
) owner to tradekeel_owner;
revoke all on function lifecycle.price_trade_fees(lifecycle.orders, text, jsonb) from public;
grant execute on function lifecycle.price_trade_fees(
  lifecycle.orders, text, jsonb
) to tradekeel_engine;
comment on function lifecycle.price_trade_fees(lifecycle.orders, text, jsonb) is
'Price the third-currency fees of a trade, each once and as far as its currency has a price; what
has none, or is worth more than 1e18, or as a rebate more than the trade, is an unpriced_fee
mismatch, which closes when the last is priced. Returns whether all are. The caller books the
order.';
