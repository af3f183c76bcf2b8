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
  and coalesce(jsonb_typeof(p_order -> 'type'), 'null') in ('string', 'null')
  and coalesce(jsonb_typeof(p_order -> 'timeInForce'), 'null') in ('string', 'null')
  and coalesce(jsonb_typeof(p_order -> 'rawStatus'), 'null') in ('string', 'null')
  and coalesce(length(p_order ->> 'type'), 0) <= 50
  and coalesce(length(p_order ->> 'timeInForce'), 0) <= 30
  and coalesce(length(p_order ->> 'rawStatus'), 0) <= 100
  and coalesce(jsonb_typeof(p_order -> 'postOnly'), 'null') in ('boolean', 'null')
  and coalesce(jsonb_typeof(p_order -> 'reduceOnly'), 'null') in ('boolean', 'null')
  and coalesce(jsonb_typeof(p_order -> 'isConditional'), 'null') in ('boolean', 'null')
  and coalesce(p_order ->> 'childOrderId', p_order ->> 'fee') is null
  and (p_order ->> 'fees' is null or p_order -> 'fees' = '[]')
  and (p_order ->> 'trades' is null or p_order -> 'trades' = '[]')
  and coalesce(p_order ->> 'timestamp', '1300000000000') ~ '^1[3-9][0-9]{11}$'
  and coalesce(p_order ->> 'lastUpdateTimestamp', '1300000000000') ~ '^1[3-9][0-9]{11}$'
  and coalesce(p_order ->> 'lastTradeTimestamp', '1300000000000') ~ '^1[3-9][0-9]{11}$'
  and coalesce(greatest((p_order ->> 'timestamp') collate "C",
        p_order ->> 'lastUpdateTimestamp', p_order ->> 'lastTradeTimestamp') <= p_latest_ms, true)
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
