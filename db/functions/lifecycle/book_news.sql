create or replace function lifecycle.book_news(
  p_order lifecycle.orders, p_intent lifecycle.intents, p_quantity_delta numeric, p_cost_delta
  numeric, p_fee_quote_delta numeric, p_fee_base_delta numeric, p_fee_other_delta numeric
) returns integer
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_order lifecycle.orders := p_order;
begin
  if p_quantity_delta = 0 and p_cost_delta = 0
     or p_fee_quote_delta >= 0 and p_fee_other_delta >= 0 then
    perform lifecycle.book_execution(
      p_order, p_intent, p_quantity_delta, p_cost_delta, p_fee_quote_delta, p_fee_base_delta,
      p_fee_other_delta);
    return 1;
  end if;
  if p_intent.kind = 'exit' then
    perform lifecycle.book_execution(
      v_order, p_intent, 0, 0, least(0, p_fee_quote_delta), 0, least(0, p_fee_other_delta));
    v_order.revision := p_order.revision + 1;
  end if;
  perform lifecycle.book_execution(
    v_order, p_intent, p_quantity_delta, p_cost_delta, greatest(0, p_fee_quote_delta),
    p_fee_base_delta, greatest(0, p_fee_other_delta));
  if p_intent.kind = 'entry' then
    v_order.revision := p_order.revision + 1;
    perform lifecycle.book_execution(
      v_order, p_intent, 0, 0, least(0, p_fee_quote_delta), 0, least(0, p_fee_other_delta));
  end if;
  return 2;
end;
$$;
alter function lifecycle.book_news(
  lifecycle.orders, lifecycle.intents, numeric, numeric, numeric, numeric, numeric
) owner to tradekeel_owner;
revoke all on function lifecycle.book_news(
  lifecycle.orders, lifecycle.intents, numeric, numeric, numeric, numeric, numeric
) from public;
grant execute on function lifecycle.book_news(
  lifecycle.orders, lifecycle.intents, numeric, numeric, numeric, numeric, numeric
) to tradekeel_engine;
comment on function lifecycle.book_news(
  lifecycle.orders, lifecycle.intents, numeric, numeric, numeric, numeric, numeric
) is
'Book what an order did beyond what is posted, as one execution; a rebate that comes with a fill
as one more, so that the journal types it and the reservation pays the whole cost: after an
entry, which may open the position, and before an exit, which may close it. Returns how many.';
