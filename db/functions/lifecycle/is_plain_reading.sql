-- No search_path is set: the body is parsed when this is made, and may then be inlined.
create or replace function lifecycle.is_plain_reading(
  p_order lifecycle.plain_order, p_latest_ms text
) returns boolean
language sql stable security invoker parallel safe
return coalesce(
  p_order.status = 'closed' and p_order.filled > 0
  and greatest(p_order.price, p_order.amount, p_order.remaining, p_order.filled, p_order.cost,
    p_order.average) <= 1e18
  and greatest(scale(p_order.price), scale(p_order.amount), scale(p_order.remaining),
    scale(p_order.filled), scale(p_order.cost), scale(p_order.average)) <= 18
  and length(p_order.id) between 1 and 200
  and coalesce(length(p_order."clientOrderId"), 1) between 1 and 200
  and coalesce(length(p_order.type), 0) <= 50
  and coalesce(length(p_order."timeInForce"), 0) <= 30
  and coalesce(length(p_order."rawStatus"), 1) between 1 and 100
  and concat_ws(' ', '', p_order.timestamp, p_order."lastUpdateTimestamp",
    p_order."lastTradeTimestamp") ~ '^( [0-9]{13})*$'
  and coalesce(least(p_order.timestamp, p_order."lastUpdateTimestamp",
    p_order."lastTradeTimestamp") collate "C", p_latest_ms) >= '1300000000000'
  and coalesce(greatest(p_order.timestamp, p_order."lastUpdateTimestamp",
    p_order."lastTradeTimestamp") collate "C", '') <= p_latest_ms, false);
alter function lifecycle.is_plain_reading(lifecycle.plain_order, text) owner to tradekeel_owner;
revoke all on function lifecycle.is_plain_reading(lifecycle.plain_order, text) from public;
grant execute on function lifecycle.is_plain_reading(
  lifecycle.plain_order, text
) to tradekeel_engine;
comment on function lifecycle.is_plain_reading(lifecycle.plain_order, text) is
'Whether an order of plain shape (lifecycle.is_plain_fill) filled, and its lengths and moments are
such that lifecycle.normalise_order takes it.';
