create or replace function lifecycle.record_late_fees(
  p_order lifecycle.orders, p_trade_id text, p_fees jsonb
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_other_fees jsonb;
begin
  if p_fees = '[]' then
    return;
  end if;
  insert into lifecycle.late_fees as l (
    user_id, order_id, trade_id, profile_id, fees, fee_quote, fee_base, other_fees
  )
  select p_order.user_id, p_order.order_id, p_trade_id, p_order.profile_id, p_fees, f.fee_quote,
         f.fee_base, f.other_fees
    from tenancy.exchange_accounts as a
    join lifecycle.markets as m
      on m.exchange = a.exchange and m.market_type = a.market_type and m.symbol = p_order.symbol
    join tenancy.profiles as p on p.user_id = a.user_id and p.profile_id = p_order.profile_id,
         lateral lifecycle.split_fees(a, m, p.quote_currency, p_fees) as f
   where a.user_id = p_order.user_id and a.account_id = p_order.account_id
  on conflict (user_id, order_id, trade_id) do nothing
  returning l.other_fees into v_other_fees;
  if found then
    perform lifecycle.price_trade_fees(p_order, p_trade_id, v_other_fees);
  end if;
end;
$$;
alter function lifecycle.record_late_fees(
  lifecycle.orders, text, jsonb
) owner to tradekeel_owner;
revoke all on function lifecycle.record_late_fees(lifecycle.orders, text, jsonb) from public;
grant execute on function lifecycle.record_late_fees(
  lifecycle.orders, text, jsonb
) to tradekeel_engine;
comment on function lifecycle.record_late_fees(lifecycle.orders, text, jsonb) is
'Record the fees of a trade that was recorded without any, once; those in third currencies are
priced as ever. The caller books the order. Errors, in order: LCR07 beyond 1e18.';
