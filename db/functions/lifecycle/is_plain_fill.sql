-- No search_path is set: the body is parsed when this is made, and may then be inlined.
create or replace function lifecycle.is_plain_fill(
  p_order jsonb, p_trades jsonb
) returns boolean
language sql stable security invoker parallel safe
return case
  when jsonb_typeof(p_order) <> 'object' or jsonb_typeof(p_trades) <> 'array' then false
  when jsonb_array_length(p_trades) = 0
       or pg_column_size(p_order) > 10000 or pg_column_compression(p_order) is not null
       or pg_column_size(p_trades) > 10000 or pg_column_compression(p_trades) is not null
       or p_trades @? 'strict $[*] ? (@.type() != "object")' then false
  else not p_order @? '$ ? (@.id.type() != "string" || @.status.type() != "string"
      || @.clientOrderId.type() != "null" && @.clientOrderId.type() != "string"
      || @.type.type() != "null" && @.type.type() != "string"
      || @.timeInForce.type() != "null" && @.timeInForce.type() != "string"
      || @.rawStatus.type() != "null" && @.rawStatus.type() != "string"
      || @.postOnly.type() != "null" && @.postOnly.type() != "boolean"
      || @.reduceOnly.type() != "null" && @.reduceOnly.type() != "boolean"
      || @.price.type() != "null" && (@.price.type() != "string"
        || !(@.price like_regex "^(0|[1-9][0-9]*)([.][0-9]+)?$"))
      || @.amount.type() != "null" && (@.amount.type() != "string"
        || !(@.amount like_regex "^(0|[1-9][0-9]*)([.][0-9]+)?$"))
      || @.remaining.type() != "null" && (@.remaining.type() != "string"
        || !(@.remaining like_regex "^(0|[1-9][0-9]*)([.][0-9]+)?$"))
      || @.filled.type() != "null" && (@.filled.type() != "string"
        || !(@.filled like_regex "^(0|[1-9][0-9]*)([.][0-9]+)?$"))
      || @.cost.type() != "null" && (@.cost.type() != "string"
        || !(@.cost like_regex "^(0|[1-9][0-9]*)([.][0-9]+)?$"))
      || @.average.type() != "null" && (@.average.type() != "string"
        || !(@.average like_regex "^(0|[1-9][0-9]*)([.][0-9]+)?$"))
      || @.fees.type() != "null" && (@.fees.type() != "array" || @.fees.size() > 0)
      || @.trades.type() != "null" && (@.trades.type() != "array" || @.trades.size() > 0)
      || @.isConditional.type() != "null" && (@.isConditional.type() != "boolean"
        || @.isConditional == true)
      || @.childOrderId.type() != "null" || @.fee.type() != "null"
      || @.stopPrice.type() != "null" || @.triggerPrice.type() != "null"
      || @.stopLossPrice.type() != "null" || @.takeProfitPrice.type() != "null")'
    and not p_trades @? '$[*] ? (@.id.type() != "string" || @.order.type() != "string"
      || @.symbol.type() != "string" || @.side.type() != "string"
      || @.takerOrMaker.type() != "null" && @.takerOrMaker.type() != "string"
      || @.price.type() != "null" && (@.price.type() != "string"
        || !(@.price like_regex "^(0|[1-9][0-9]*)([.][0-9]+)?$"))
      || @.amount.type() != "null" && (@.amount.type() != "string"
        || !(@.amount like_regex "^(0|[1-9][0-9]*)([.][0-9]+)?$"))
      || @.cost.type() != "null" && (@.cost.type() != "string"
        || !(@.cost like_regex "^(0|[1-9][0-9]*)([.][0-9]+)?$"))
      || @.fee.type() != "null" && @.fee.type() != "object"
      || @.fees.type() != "null" && (@.fees.type() != "array" || @.fees.size() > 1
        || @.fees.size() == 1 && !exists(@.fees[*].cost))
      || @.fees[*].type() != "object"
      || @.fee.cost.type() != "null" && (@.fee.cost.type() != "string"
        || @.fee.currency.type() != "string" || !exists(@.fee.currency)
        || !(@.fee.cost like_regex "^(0|[1-9][0-9]*)([.][0-9]+)?$"))
      || @.fees[*].cost.type() != "null" && (@.fees[*].cost.type() != "string"
        || @.fees[*].currency.type() != "string" || !exists(@.fees[*].currency)
        || !(@.fees[*].cost like_regex "^(0|[1-9][0-9]*)([.][0-9]+)?$")))'
end;
alter function lifecycle.is_plain_fill(jsonb, jsonb) owner to tradekeel_owner;
revoke all on function lifecycle.is_plain_fill(jsonb, jsonb) from public;
grant execute on function lifecycle.is_plain_fill(jsonb, jsonb) to tradekeel_engine;
comment on function lifecycle.is_plain_fill(jsonb, jsonb) is
'Whether an order that ended by its trades has every field in the shape that a bare cast reads as
lifecycle.normalise_order and normalise_trade do, and says nothing rare: no fees of its own, no
trigger, no child. It may say no to what can be read, never the reverse. One expression that
looks for a field of another shape; moments, lengths and values are looked at when it is read
(lifecycle.is_plain_reading, is_plain_trade_of). Long documents go the other way, and so do those
that a table keeps compressed, which may be long.';
