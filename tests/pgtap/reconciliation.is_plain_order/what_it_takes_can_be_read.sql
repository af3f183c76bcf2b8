begin;
select plan(4);

-- Every field of an order that is read, with values of every kind.
create temporary table cases as
select f.field, v.value, jsonb_build_object(
         'id', '1', 'symbol', 'BTC/USDT', 'amount', '1', 'filled', '0', 'status', 'open')
       || jsonb_build_object(f.field, v.value) as reading
  from unnest(array[
         'type', 'timeInForce', 'rawStatus', 'postOnly', 'reduceOnly', 'isConditional',
         'childOrderId', 'price', 'stopPrice', 'triggerPrice', 'stopLossPrice',
         'takeProfitPrice', 'amount', 'remaining', 'filled', 'cost', 'average', 'timestamp',
         'lastUpdateTimestamp', 'lastTradeTimestamp', 'fee', 'fees', 'trades'
       ]) as f (field),
       jsonb_array_elements(jsonb_build_array(
         null, '', '0', '1', '1.5', '-1', '+1', '1e3', '.5', '5.', '1..2', '1.2.3', ' 1', '1 ',
         '1 2', '1,2', 'NaN', 'Infinity', '0x1', '１', 'true', 'null', '[]', '{}', 'limit',
         repeat('9', 20), repeat('9', 21), '0.' || repeat('1', 19), '1' || chr(10), chr(10) || '1',
         repeat('x', 51), 0, 1, 1.5, -1, 1e3, true, false, '[]'::jsonb, '{}'::jsonb, '[1]'::jsonb,
         '[{"cost": 1}]'::jsonb, '{"cost": 1}'::jsonb, 1600000000000, '1600000000000',
         1300000000000, 1230768000000, 1999999999999, 16000000000000, '160000000000a',
         1600000000000.5, 160000000000
       )) as v (value);

select is_empty(
  $$ select c.field, c.value, reconciliation.row_problem(
              'open_orders', jsonb_build_array(c.reading))
       from cases as c
      where reconciliation.is_plain_order(c.reading,
              floor(extract(epoch from clock_timestamp()) * 1000)::bigint::text)
        and reconciliation.row_problem(
              'open_orders', jsonb_build_array(c.reading)) is not null $$,
  'what is called plain has no problem'
);
select is_empty(
  $$ select c.field, c.value
       from cases as c,
            lateral lifecycle.normalise_order(c.reading) as n
      where reconciliation.row_problem('open_orders', jsonb_build_array(c.reading)) is null
        and reconciliation.is_plain_order(c.reading, '9999999999999')
        and (n.fees <> '[]' or n.trades <> '[]' or n.child_order_id is not null
             or n.filled is distinct from (c.reading ->> 'filled')::numeric
             or n.quantity is distinct from (c.reading ->> 'amount')::numeric
             or n.price is distinct from nullif((c.reading ->> 'price')::numeric, 0)
             or n.average is distinct from nullif((c.reading ->> 'average')::numeric, 0)
             or round(n.cost, 12) is distinct from round((c.reading ->> 'cost')::numeric, 12)) $$,
  'and is read as its bare casts read it, without fees, trades or child'
);
select cmp_ok(
  (select count(*) from cases as c where reconciliation.is_plain_order(c.reading, '9')), '>',
  100::bigint, 'a hundred of these are plain'
);
select ok(
  reconciliation.is_plain_order(
    '{"id": "1", "clientOrderId": "a", "symbol": "BTC/USDT", "side": "buy", "type": "limit",
      "timeInForce": "GTC", "postOnly": false, "reduceOnly": null, "price": "50000.5",
      "stopPrice": null, "triggerPrice": "49000", "stopLossPrice": null, "takeProfitPrice": null,
      "amount": "1", "cost": "0", "average": null, "filled": "0.0", "remaining": "1.0",
      "status": "open", "fee": null, "fees": [], "trades": [], "timestamp": 1700000000000,
      "datetime": "2023-11-14T22:13:20.000Z", "lastTradeTimestamp": null,
      "lastUpdateTimestamp": "1700000000001", "rawStatus": "NEW"}', '1700000000001'),
  'an order as the exchanges'' listings give it is plain'
);

select * from finish();
rollback;
