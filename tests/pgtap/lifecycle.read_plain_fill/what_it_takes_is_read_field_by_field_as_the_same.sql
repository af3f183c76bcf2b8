-- Every order and trade that is taken in one go is one that the reading field by field takes, and
-- says the same.
begin;
select plan(6);

create temporary table plain as
select '{"id": "o", "clientOrderId": "c", "symbol": "BTC/USDT", "side": "buy", "type": "limit",
  "timeInForce": "GTC", "postOnly": false, "reduceOnly": null, "price": "100.50",
  "amount": "0.001", "remaining": "0", "filled": "0.001", "cost": "0.1005", "average": "100.50",
  "status": "closed", "rawStatus": "FILLED", "timestamp": 1700000000000,
  "lastUpdateTimestamp": null, "lastTradeTimestamp": 1700000000000, "fees": [], "fee": null,
  "trades": [], "stopPrice": null, "triggerPrice": null, "stopLossPrice": null,
  "takeProfitPrice": null, "childOrderId": null, "isConditional": false}'::jsonb as o,
  '{"id": "t", "order": "o", "symbol": "BTC/USDT", "side": "buy", "price": "100.50",
  "amount": "0.001", "cost": "0.1005", "timestamp": 1700000000000, "takerOrMaker": "maker",
  "fee": {"cost": "0.0001", "currency": "USDT"}, "fees": []}'::jsonb as t;
create temporary table said as
select * from (values
  ('null'), ('""'), ('"0"'), ('"1.5"'), ('"0.001"'), ('"0.0010"'), ('"00.001"'), ('1'), ('0.001'),
  ('-1'), ('"-1"'), ('"+1"'), ('"1e2"'), ('"."'), ('"1."'), ('".5"'), ('"1 5"'), ('"NaN"'),
  ('"Infinity"'), ('"12345678901234567890"'), ('"1234567890123456789012"'),
  ('"0.0000000000000000001"'), ('"0.001\n"'), ('["0.001"]'), ('"buy"'), ('"SELL"'), ('"closed"'),
  ('["closed"]'), ('"open"'), ('true'), ('false'), ('[false]'), ('{}'), ('[]'), ('[1, 2]'),
  ('"1700000000000"'), ('1700000000000.0'), ('100'), ('9999999999999'), ('"o"'), ('["o"]'),
  ('{"cost": "1", "currency": "BNB"}'), ('{"cost": 1, "currency": "BNB"}'), ('{"cost": "1"}'),
  ('{"cost": null}'), ('{"currency": "BNB"}'), ('{"cost": "-1", "currency": "BNB"}'),
  ('{"cost": "1", "currency": ""}'), ('{"cost": "1", "currency": 5}'), ('[null]'),
  ('[{"cost": "1", "currency": "BNB"}]'), ('[{"cost": 1, "currency": "BNB"}]'),
  ('[{"currency": "BNB"}]'),
  ('[{"cost": "1", "currency": "BNB"}, {"cost": "2", "currency": "BNB"}]'),
  (to_jsonb(repeat('x', 201))::text), (to_jsonb('0.' || repeat('0', 20000))::text)
) as v (said);
create temporary table tried as
select p.o - f.key || case when x.said is null then '{}'
         else jsonb_build_object(f.key, x.said::jsonb) end as o, p.t
  from plain as p, jsonb_object_keys(p.o) as f (key), (table said union all select null) as x
union all
select p.o, p.t - f.key || case when x.said is null then '{}'
         else jsonb_build_object(f.key, x.said::jsonb) end
  from plain as p, jsonb_object_keys(p.t) as f (key), (table said union all select null) as x;

create function pg_temp.read_by_field(p_order jsonb, p_trades jsonb) returns text
language plpgsql as $$
declare
  o record;
  v_cost numeric;
  v_fees jsonb;
begin
  select n.* into o from lifecycle.normalise_order(p_order) as n;
  select sum(round(coalesce(n.cost, n.price * n.quantity), 12)),
         jsonb_agg(f.value) filter (where f.value is not null) into v_cost, v_fees
    from jsonb_array_elements(p_trades) as t
    cross join lateral lifecycle.normalise_trade(t.value) as n
    left join lateral jsonb_array_elements(n.fees) as f on true
   where n.exchange_order_id = o.exchange_order_id and n.quantity > 0;
  return concat_ws(' ', o.exchange_order_id, o.client_order_text, o.price, o.filled,
    coalesce(round(o.cost, 12), 0), o.average, o.status, o.raw_status, o.exchange_at, o.fees,
    o.trades, o.is_conditional, o.child_order_id is null, v_cost,
    coalesce(v_fees -> 0 ->> 'cost', '0'));
exception when sqlstate 'LCR07' then
  return 'refused';
end;
$$;
create function pg_temp.read_at_once(p_order jsonb, p_trades jsonb) returns text
language plpgsql as $$
declare
  f constant lifecycle.plain_fill := lifecycle.read_plain_fill(p_order, p_trades);
begin
  if f.exchange_order_id is null then
    return null;
  end if;
  return concat_ws(' ', f.exchange_order_id, f.client_order_text, f.price, f.filled,
    f.stated_cost, f.average, 'closed', f.raw_status, f.exchange_at, '[]', '[]', 'f', 't', f.cost,
    f.fee_cost);
end;
$$;
create temporary table read as
select o, t, pg_temp.read_at_once(o, jsonb_build_array(t)) as at_once,
       pg_temp.read_by_field(o, jsonb_build_array(t)) as by_field from tried;
select cmp_ok((select count(*) from read where at_once is not null), '>', 150::bigint, 'taken');
select cmp_ok((select count(*) from read where at_once is null), '>', 1000::bigint, 'not taken');
select is_empty(
  $$ select o, t, at_once, by_field from read where at_once <> by_field $$,
  'what is taken says the same field by field'
);
select is_empty(
  $$ select x.o, y.t from
       (values ('null'::jsonb), ('1'), ('"x"'), ('[]'), ('{}'), ('[{"id": "o"}]')) as x (o),
       (values (null::jsonb), ('null'), ('1'), ('"x"'), ('[]'), ('{}'), ('[null]'), ('[[]]'),
         ('[{}]'), ('[[{"id": "t"}]]')) as y (t)
      where (lifecycle.read_plain_fill(x.o, y.t)).exchange_order_id is not null $$,
  'what is no order or no trades is not taken'
);
select is(
  (select (lifecycle.read_plain_fill(
     o || '{"filled": "0.003"}', jsonb_build_array(t, t || '{"id": "u", "amount": "0.002"}')
   )).cost from plain), 0.201, 'two trades that sum to what is filled'
);
select is(
  (select array_agg((lifecycle.read_plain_fill(o || '{"filled": "0.002"}', x.t)).cost)
     from plain, lateral (values
       (jsonb_build_array(t, t)), (jsonb_build_array(t, t || '{"id": "u", "order": "p"}')),
       (jsonb_build_array(t, t || '{"id": "u", "side": "sell"}')),
       (jsonb_build_array(t, t || '{"id": "u", "amount": "0.002"}')),
       (jsonb_build_array(t, t || '{"id": "u", "fee": {"cost": "1", "currency": "BNB"}}'))
     ) as x (t)),
  array[null, null, null, null, null]::numeric[],
  'not a trade told twice, of another order or side, another sum, nor fees of two currencies'
);

select * from finish();
rollback;
