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
    from reconciliation.read_rows(p_run, 'open_orders') as r,
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
'Open orders on the exchange that are of no order and no attempt of ours. Tagged: it carries this
installation''s tag, so the database lost it or another life placed it. One that could be ours
(no client id in the listing while an attempt on that symbol and side is unresolved) is not
judged.';
