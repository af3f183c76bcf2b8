create or replace function lifecycle.record_fill(
  p_order lifecycle.orders, p_trade jsonb
) returns boolean
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  n record;
  v_fee record;
begin
  select t.* into n from lifecycle.normalise_trade(p_trade) as t;
  if n.exchange_order_id is not null and n.exchange_order_id <> p_order.exchange_order_id
     or n.side is not null and n.side <> p_order.side
     or n.symbol is not null and n.symbol <> p_order.symbol then
    perform meta.raise_error('LCR08', format(
      'order=%s trade=%s trade_order=%s', p_order.order_id, n.trade_id, n.exchange_order_id));
  elsif coalesce(n.quantity, 0) = 0 or coalesce(n.price, 0) = 0 then
    perform meta.raise_error('LCR07', format(
      'field=amount or price of trade %s wanted=above 0', n.trade_id));
  end if;
  select f.fee_quote, f.fee_base, f.other_fees,
         coalesce(n.cost, n.price * n.quantity * m.contract_size) as cost
    into v_fee
    from tenancy.exchange_accounts as a
    join lifecycle.markets as m
      on m.exchange = a.exchange and m.market_type = a.market_type and m.symbol = p_order.symbol
    join tenancy.profiles as p on p.user_id = a.user_id and p.profile_id = p_order.profile_id,
         lateral lifecycle.split_fees(a, m, p.quote_currency, n.fees) as f
   where a.user_id = p_order.user_id and a.account_id = p_order.account_id;
  if -v_fee.fee_quote > v_fee.cost or -v_fee.fee_base > n.quantity then
    perform meta.raise_error('LCR07', lifecycle.rebate_problem(
      p_order.user_id, p_order.order_id, p_trade));
  elsif v_fee.cost > 1e18 then
    perform meta.raise_error('LCR07', format(
      'field=price and amount of trade %s wanted=a cost up to 1e18', n.trade_id));
  end if;
  insert into lifecycle.fills (
    user_id, account_id, symbol, exchange_order_id, trade_id, side, order_id, profile_id,
    price, quantity, cost, fees, fee_quote, fee_base, other_fees, executed_at
  ) values (
    p_order.user_id, p_order.account_id, p_order.symbol, p_order.exchange_order_id, n.trade_id,
    p_order.side, p_order.order_id, p_order.profile_id, n.price, n.quantity,
    ledger.round_amount(v_fee.cost), n.fees, v_fee.fee_quote, v_fee.fee_base,
    v_fee.other_fees, coalesce(n.executed_at,
      date_trunc('milliseconds', clock_timestamp()) + interval '1 microsecond')
  ) on conflict (user_id, account_id, symbol, exchange_order_id, trade_id, side) do nothing;
  if not found then
    perform lifecycle.judge_retold(p_order, jsonb_build_array(p_trade));
    return false;
  end if;
  perform lifecycle.price_trade_fees(p_order, n.trade_id, v_fee.other_fees);
  return true;
end;
$$;
alter function lifecycle.record_fill(lifecycle.orders, jsonb) owner to tradekeel_owner;
revoke all on function lifecycle.record_fill(lifecycle.orders, jsonb) from public;
grant execute on function lifecycle.record_fill(lifecycle.orders, jsonb) to tradekeel_engine;
comment on function lifecycle.record_fill(lifecycle.orders, jsonb) is
'Record one exchange trade of an order, once; returns whether it was new. One that is on record is
compared with it (lifecycle.judge_retold). Its fees are kept in
their own currencies; one that has no price yet opens an unpriced_fee mismatch. One without a moment
gets ours, with a microsecond that no exchange states. Errors, in order:
LCR08 a trade of another order, LCR07 one without quantity or price, with a
rebate beyond what was traded, or that costs more than 1e18.';
