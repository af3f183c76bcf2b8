create or replace function lifecycle.record_plain_fills(
  p_order lifecycle.orders, p_trades jsonb
) returns boolean
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_tomorrow constant text := floor((extract(epoch from v_now) + 86400) * 1000)::bigint::text;
  v_is_plain boolean;
  v_recorded bigint;
  v_priceable jsonb;
begin
  with c as materialized (
    select a.market_type, m.base, m.contract_size, p.quote_currency
      from tenancy.exchange_accounts as a
      join lifecycle.markets as m
        on m.exchange = a.exchange and m.market_type = a.market_type and m.symbol = p_order.symbol
      join tenancy.profiles as p on p.user_id = a.user_id and p.profile_id = p_order.profile_id
     where a.user_id = p_order.user_id and a.account_id = p_order.account_id
  ), r as materialized (
    select e.value as t, coalesce(e.value -> 'fees' -> 0, e.value -> 'fee') as fee,
           lifecycle.is_plain_trade(e.value)
           and (e.value ->> 'timestamp') collate "C" <= v_tomorrow
           and e.value ->> 'order' = p_order.exchange_order_id
           and e.value ->> 'side' = p_order.side and e.value ->> 'symbol' = p_order.symbol
             as is_plain
      from jsonb_array_elements(p_trades) as e
  ), n as materialized (
    select r.t ->> 'id' as trade_id, (r.t ->> 'price')::numeric as price,
           (r.t ->> 'amount')::numeric as quantity,
           coalesce((r.t ->> 'cost')::numeric,
             (r.t ->> 'price')::numeric * (r.t ->> 'amount')::numeric * c.contract_size) as cost,
           to_timestamp((r.t ->> 'timestamp')::double precision / 1000) as executed_at,
           r.fee ->> 'currency' as currency, nullif((r.fee ->> 'cost')::numeric, 0) as fee_cost,
           lifecycle.fee_kind(
             r.fee ->> 'currency', c.quote_currency, c.base, c.market_type) as fee_kind
      from r, c
     where (select bool_and(x.is_plain) from r as x)
  ), w as (
    insert into lifecycle.fills (
      user_id, account_id, symbol, exchange_order_id, trade_id, side, order_id, profile_id,
      price, quantity, cost, fees, fee_quote, fee_base, other_fees, executed_at
    )
    select p_order.user_id, p_order.account_id, p_order.symbol, p_order.exchange_order_id,
           n.trade_id, p_order.side, p_order.order_id, p_order.profile_id, n.price, n.quantity,
           ledger.round_amount(n.cost),
           case when n.fee_cost is null then '[]' else jsonb_build_array(jsonb_build_object(
             'currency', n.currency, 'cost', n.fee_cost::text)) end,
           case when n.fee_kind = 'quote' then coalesce(n.fee_cost, 0) else 0 end,
           case when n.fee_kind = 'base' then coalesce(n.fee_cost, 0) else 0 end,
           case when n.fee_kind = 'other' and n.fee_cost is not null
             then jsonb_build_array(jsonb_build_object(
               'currency', n.currency, 'cost', trim_scale(n.fee_cost)::text)) else '[]' end,
           n.executed_at
      from n
     where (select bool_and(greatest(x.cost, x.fee_cost) <= 1e18) from n as x)
    on conflict (user_id, account_id, symbol, exchange_order_id, trade_id, side) do nothing
    returning trade_id, other_fees
  )
  select (select bool_and(greatest(x.cost, x.fee_cost) <= 1e18) from n as x),
         (select count(*) from w),
         (select jsonb_object_agg(w.trade_id, w.other_fees) from w where w.other_fees <> '[]')
    into v_is_plain, v_recorded, v_priceable;
  if v_priceable is not null then
    perform lifecycle.price_trade_fees(p_order, e.key, e.value) from jsonb_each(v_priceable) as e;
  end if;
  if v_is_plain and v_recorded < jsonb_array_length(p_trades) then
    perform lifecycle.judge_plain_retold(p_order, p_trades);
  end if;
  return coalesce(v_is_plain, false);
end;
$$;
alter function lifecycle.record_plain_fills(lifecycle.orders, jsonb) owner to tradekeel_owner;
revoke all on function lifecycle.record_plain_fills(lifecycle.orders, jsonb) from public;
grant execute on function lifecycle.record_plain_fills(
  lifecycle.orders, jsonb
) to tradekeel_engine;
comment on function lifecycle.record_plain_fills(lifecycle.orders, jsonb) is
'Record trades of an order with one statement, if every one is plain and of this order: what
lifecycle.record_fill does for each. Those that were on record are compared with it, by a second
statement. Returns false, and wrote nothing, when one is not.';
