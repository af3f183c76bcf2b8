-- No search_path is set: the body is parsed when this is made, and may then be inlined.
create or replace function reconciliation.is_plain_order(
  p_order jsonb, p_latest_ms text
) returns boolean
language sql immutable security invoker parallel safe
return reconciliation.is_plain_amount(p_order, 'amount')
  and reconciliation.is_plain_amount(p_order, 'filled')
  and reconciliation.is_plain_amount(p_order, 'price')
  and reconciliation.is_plain_amount(p_order, 'remaining')
  and p_order ->> 'amount' is not null and p_order ->> 'filled' is not null
  and (p_order ->> 'type' is null or jsonb_typeof(p_order -> 'type') = 'string')
  and (p_order ->> 'timeInForce' is null or jsonb_typeof(p_order -> 'timeInForce') = 'string')
  and (p_order ->> 'rawStatus' is null or jsonb_typeof(p_order -> 'rawStatus') = 'string')
  and coalesce(length(p_order ->> 'type'), 0) <= 50
  and coalesce(length(p_order ->> 'timeInForce'), 0) <= 30
  and coalesce(length(p_order ->> 'rawStatus'), 0) <= 100
  and (p_order ->> 'postOnly' is null or jsonb_typeof(p_order -> 'postOnly') = 'boolean')
  and (p_order ->> 'reduceOnly' is null or jsonb_typeof(p_order -> 'reduceOnly') = 'boolean')
  and (p_order ->> 'isConditional' is null or jsonb_typeof(p_order -> 'isConditional') = 'boolean')
  and coalesce(p_order ->> 'childOrderId', p_order ->> 'fee') is null
  and (p_order ->> 'fees' is null or p_order -> 'fees' = '[]')
  and (p_order ->> 'trades' is null or p_order -> 'trades' = '[]')
  and reconciliation.is_plain_moment(p_order, 'timestamp', p_latest_ms)
  and reconciliation.is_plain_moment(p_order, 'lastUpdateTimestamp', p_latest_ms)
  and reconciliation.is_plain_moment(p_order, 'lastTradeTimestamp', p_latest_ms)
  and case
    when coalesce(p_order ->> 'cost', p_order ->> 'average', p_order ->> 'stopPrice',
      p_order ->> 'triggerPrice', p_order ->> 'stopLossPrice', p_order ->> 'takeProfitPrice')
      is null then true
    else reconciliation.is_plain_amount(p_order, 'cost')
      and reconciliation.is_plain_amount(p_order, 'average')
      and reconciliation.is_plain_amount(p_order, 'stopPrice')
      and reconciliation.is_plain_amount(p_order, 'triggerPrice')
      and reconciliation.is_plain_amount(p_order, 'stopLossPrice')
      and reconciliation.is_plain_amount(p_order, 'takeProfitPrice')
  end;
alter function reconciliation.is_plain_order(jsonb, text) owner to tradekeel_owner;
revoke all on function reconciliation.is_plain_order(jsonb, text) from public;
grant execute on function reconciliation.is_plain_order(jsonb, text) to tradekeel_engine;
comment on function reconciliation.is_plain_order(jsonb, text) is
'Whether a unified order is of the plain shape that needs no reading field by field: all of
normalise_order would succeed, it states its amount and fill, no fees, no trades and no child, and
no moment after p_latest_ms (13 digits). One expression, put in the place of its call. What it
refuses is read by normalise_order: it may refuse too much and never too little.';
