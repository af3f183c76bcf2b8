create or replace function lifecycle.book_order(
  p_order lifecycle.orders
) returns boolean
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_intent lifecycle.intents;
  t record;
  v_count integer;
begin
  select x.* into t from lifecycle.order_totals(p_order) as x;
  if greatest(t.quantity, t.cost, abs(t.fee_quote), abs(t.fee_base),
    abs(t.fee_other)) > 1e18 then
    perform meta.raise_error('LCR07', format(
      'field=filled, cost or fee of order %s wanted=up to 1e18 together', p_order.order_id));
  end if;
  if t.quantity = p_order.posted_quantity and t.cost = p_order.posted_cost
     and t.fee_quote = p_order.posted_fee_quote and t.fee_base = p_order.posted_fee_base
     and t.fee_other = p_order.posted_fee_other
  then
    update lifecycle.orders as o
       set traded_quantity = t.traded, inferred_quantity = t.quantity - t.traded
     where o.user_id = p_order.user_id and o.order_id = p_order.order_id
       and o.traded_quantity <> t.traded;
    return false;
  end if;
  select i.* into strict v_intent
    from lifecycle.intents as i
   where i.user_id = p_order.user_id and i.intent_id = p_order.intent_id;
  v_count := lifecycle.book_news(
    p_order, v_intent, t.quantity - p_order.posted_quantity, t.cost - p_order.posted_cost,
    t.fee_quote - p_order.posted_fee_quote, t.fee_base - p_order.posted_fee_base,
    t.fee_other - p_order.posted_fee_other);
  update lifecycle.orders as o
     set posted_quantity = t.quantity, posted_cost = t.cost, posted_fee_quote = t.fee_quote,
         posted_fee_base = t.fee_base, posted_fee_other = t.fee_other, traded_quantity = t.traded,
         inferred_quantity = t.quantity - t.traded, revision = p_order.revision + v_count
   where o.user_id = p_order.user_id and o.order_id = p_order.order_id;
  if t.quantity > p_order.quantity then
    perform health.open_incident(
      p_order.user_id, 'order_overfilled', 'critical', p_order.order_id::text,
      'lifecycle-incident', jsonb_build_object(
        'quantity', p_order.quantity::text, 'filled', t.quantity::text));
  end if;
  return true;
end;
$$;
alter function lifecycle.book_order(lifecycle.orders) owner to tradekeel_owner;
revoke all on function lifecycle.book_order(lifecycle.orders) from public;
grant execute on function lifecycle.book_order(lifecycle.orders) to tradekeel_engine;
comment on function lifecycle.book_order(lifecycle.orders) is
'Post what is known of an order minus what is posted already, as one execution and one journal
entry, a rebate as one of its own; returns whether there was anything. The caller holds the
capital row. Errors, in order: LCR07 when it amounts to more than 1e18, which no order can.';
