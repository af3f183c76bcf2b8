-- No search_path is set: the body is parsed when this is made, and may then be inlined.
create or replace function lifecycle.is_plain_trade_of(
  p_trade lifecycle.plain_trade, p_order lifecycle.plain_order, p_latest_ms text
) returns boolean
language sql immutable security invoker parallel safe
return coalesce(
  p_trade."order" = p_order.id and length(p_trade.id) between 1 and 200
  and p_trade.symbol = coalesce(p_order.symbol, p_trade.symbol)
  and p_trade.side = coalesce(p_order.side, p_trade.side)
  and p_trade.amount > 0 and p_trade.price > 0 and p_trade.cost is not null
  and greatest(p_trade.price, p_trade.amount, p_trade.cost) <= 1e18
  and greatest(scale(p_trade.price), scale(p_trade.amount), scale(p_trade.cost)) <= 18
  and p_trade.timestamp ~ '^[0-9]{13}$'
  and p_trade.timestamp collate "C" between '1300000000000' and p_latest_ms
  and coalesce(p_trade."takerOrMaker", 'taker') in ('taker', 'maker'), false);
alter function lifecycle.is_plain_trade_of(
  lifecycle.plain_trade, lifecycle.plain_order, text
) owner to tradekeel_owner;
revoke all on function lifecycle.is_plain_trade_of(
  lifecycle.plain_trade, lifecycle.plain_order, text
) from public;
grant execute on function lifecycle.is_plain_trade_of(
  lifecycle.plain_trade, lifecycle.plain_order, text
) to tradekeel_engine;
comment on function lifecycle.is_plain_trade_of(
  lifecycle.plain_trade, lifecycle.plain_order, text
) is
'Whether a trade of plain shape (lifecycle.is_plain_fill) is one of that order, and its values such
that lifecycle.record_fill takes it; its fee apart.';
