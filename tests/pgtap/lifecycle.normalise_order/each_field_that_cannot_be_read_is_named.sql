begin;
select plan(1);

select results_eq(
  $$ select split_part(fixture.refusal(format(
       'select * from lifecycle.normalise_order(%L)', d.document)), ' wanted', 1)
       from (values ('[]'), ('null'), ('"x"'), ('{"id": 1.5}'), ('{"clientOrderId": {}}'),
         ('{"symbol": []}'), ('{"side": true}'), ('{"type": {}}'), ('{"postOnly": "yes"}'),
         ('{"reduceOnly": 1}'), ('{"isConditional": "x"}'), ('{"price": 1}'), ('{"stopPrice": 1}'),
         ('{"triggerPrice": 1}'), ('{"stopLossPrice": 1}'), ('{"takeProfitPrice": "-1"}'),
         ('{"amount": 1}'), ('{"remaining": 1}'), ('{"filled": "-1"}'), ('{"cost": "NaN"}'),
         ('{"average": "x"}'), ('{"status": []}'), ('{"rawStatus": {}}'), ('{"timestamp": "x"}'),
         ('{"lastUpdateTimestamp": 1}'), ('{"fee": []}'), ('{"fees": {}}'), ('{"fees": [1]}'),
         ('{"fee": {"cost": 1}}'), ('{"trades": {}}')) as d (document) $$,
  $$ select 'LCR07 field=' || f.field from unnest(array['order', 'order', 'order', 'id',
       'clientOrderId', 'symbol', 'side', 'type', 'postOnly', 'reduceOnly', 'isConditional',
       'price', 'stopPrice', 'triggerPrice', 'stopLossPrice', 'takeProfitPrice', 'amount',
       'remaining', 'filled', 'cost', 'average', 'status', 'rawStatus', 'timestamp',
       'lastUpdateTimestamp', 'fee', 'fees', 'fees', 'cost', 'trades'])
       with ordinality as f (field, n) order by f.n $$, 'in DETAIL'
);

select * from finish();
rollback;
