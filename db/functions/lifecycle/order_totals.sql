create or replace function lifecycle.order_totals(
  p_order lifecycle.orders
) returns table (
  quantity numeric, cost numeric, fee_quote numeric, fee_base numeric, fee_other numeric,
  traded numeric
)
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  t record;
  v_rest numeric;
begin
  select coalesce(sum(f.quantity), 0) as quantity, coalesce(sum(f.cost), 0) as cost,
         coalesce(sum(f.fee_quote), 0) as fee_quote, coalesce(sum(f.fee_base), 0) as fee_base
    into t
    from (
      select x.quantity, x.cost, x.fee_quote, x.fee_base from lifecycle.fills as x
       where x.user_id = p_order.user_id and x.order_id = p_order.order_id
      union all
      select 0, 0, l.fee_quote, l.fee_base from lifecycle.late_fees as l
       where l.user_id = p_order.user_id and l.order_id = p_order.order_id
    ) as f;
  select coalesce(sum(p.amount_quote), 0) into fee_other
    from lifecycle.fee_prices as p
   where p.user_id = p_order.user_id and p.order_id = p_order.order_id;
  traded := t.quantity;
  quantity := greatest(p_order.filled, t.quantity);
  v_rest := quantity - t.quantity;
  cost := t.cost;
  fee_quote := t.fee_quote;
  fee_base := t.fee_base;
  if v_rest > 0 then
    fee_quote := greatest(t.fee_quote, p_order.stated_fee_quote);
    fee_base := greatest(t.fee_base, p_order.stated_fee_base);
    fee_other := greatest(fee_other, p_order.stated_fee_other);
    cost := case
      when p_order.cost > t.cost then p_order.cost
      else t.cost + (
        select v_rest * m.contract_size
               * coalesce(p_order.average, p_order.price, l.price, 0)
          from tenancy.exchange_accounts as a
          join lifecycle.markets as m
            on m.exchange = a.exchange and m.market_type = a.market_type
               and m.symbol = p_order.symbol
          left join lifecycle.latest_prices as l
            on l.exchange = a.exchange and l.market_type = a.market_type
               and l.symbol = p_order.symbol
         where a.user_id = p_order.user_id and a.account_id = p_order.account_id
      )
    end;
  end if;
  cost := ledger.round_amount(cost);
  fee_quote := ledger.round_amount(fee_quote);
  return next;
end;
$$;
alter function lifecycle.order_totals(lifecycle.orders) owner to tradekeel_owner;
revoke all on function lifecycle.order_totals(lifecycle.orders) from public;
grant execute on function lifecycle.order_totals(lifecycle.orders) to tradekeel_engine;
comment on function lifecycle.order_totals(lifecycle.orders) is
'What an order amounts to by all that is known: its trades, and for what it says beyond them one
inferred remainder, priced by the order''s own cost, else its average, price or the latest price.
Fees are those of the trades, in third currencies as far as they are priced; the order''s own
count while trades are missing.';
