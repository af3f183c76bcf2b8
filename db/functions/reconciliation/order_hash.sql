-- No search_path is set: the body is parsed when this is made, and may then be inlined.
create or replace function reconciliation.order_hash(
  p_order lifecycle.orders
) returns bigint
language sql immutable security invoker parallel safe
return hash_record_extended(row(
  p_order.order_id, p_order.symbol, p_order.exchange_order_id, p_order.book, p_order.side,
  p_order.client_order_text, p_order.filled, p_order.quantity, p_order.price, p_order.cost,
  p_order.average), 2);
alter function reconciliation.order_hash(lifecycle.orders) owner to tradekeel_owner;
revoke all on function reconciliation.order_hash(lifecycle.orders) from public;
grant execute on function reconciliation.order_hash(lifecycle.orders) to tradekeel_engine;
comment on function reconciliation.order_hash(lifecycle.orders) is
'A hash of all that sift_orders compares of an order of ours. One expression, put in the place of
its call.';
