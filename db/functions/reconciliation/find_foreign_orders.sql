create or replace function reconciliation.find_foreign_orders(
  p_run reconciliation.runs
) returns table (
  subject text, is_tagged boolean, detail jsonb
)
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return query
  select distinct 'exchange:' || n.symbol || ':' || n.exchange_order_id,
         coalesce(lifecycle.is_own_client_order_id(n.client_order_text), false),
         jsonb_build_object('symbol', n.symbol, 'side', n.side,
           'client_order_id', n.client_order_text, 'quantity', n.quantity::text)
         || case when lifecycle.is_own_client_order_id(n.client_order_text) then
           jsonb_build_object('exchange_order_id', n.exchange_order_id,
             'order_type', n.order_type, 'price', n.price::text,
             'trigger_price', coalesce(n.trigger_price, n.stop_loss_price,
               n.take_profit_price)::text,
             'is_reduce_only', n.is_reduce_only, 'exchange_at', n.exchange_at)
         else '{}' end
    from (
      select o.value from reconciliation.read_rows(p_run, 'open_orders') as o
      union all
      select h.value from reconciliation.read_rows(p_run, 'history') as h
       where lifecycle.is_own_client_order_id(h.value ->> 'clientOrderId')
    ) as r,
         lateral lifecycle.normalise_order(r.value) as n
   where n.exchange_order_id is not null and n.symbol is not null
     and not exists (
       select from lifecycle.orders as o
        where o.user_id = p_run.user_id and o.account_id = p_run.account_id
          and o.symbol = n.symbol
          and n.exchange_order_id in (o.exchange_order_id, o.child_exchange_order_id)
     )
     and not exists (
       select from lifecycle.attempts as a
        where a.user_id = p_run.user_id and a.account_id = p_run.account_id
          and (a.client_order_text = n.client_order_text
               or n.client_order_text is null and a.state in ('submitting', 'unknown')
                  and a.symbol = n.symbol and a.side = n.side)
     );
end;
$$;
alter function reconciliation.find_foreign_orders(reconciliation.runs) owner to tradekeel_owner;
revoke all on function reconciliation.find_foreign_orders(reconciliation.runs) from public;
grant execute on function reconciliation.find_foreign_orders(
  reconciliation.runs
) to tradekeel_engine;
comment on function reconciliation.find_foreign_orders(reconciliation.runs) is
'Open orders on the exchange, and ended ones with our tag where they were listed, that are of no
order and no attempt of ours. Tagged: it carries this installation''s tag, so the database lost it
or another life placed it. One that could be ours (no client id in the listing while an attempt on
that symbol and side is unresolved) is not judged.';
