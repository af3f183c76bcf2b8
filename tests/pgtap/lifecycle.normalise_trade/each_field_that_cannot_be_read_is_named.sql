begin;
select plan(1);

select results_eq(
  $$ select split_part(fixture.refusal(format(
       'select * from lifecycle.normalise_trade(%L)', d.document)), ' wanted', 1)
       from (values ('[]'), ('null'), ('{"id": {}}'), ('{"order": []}'), ('{"symbol": 1.5}'),
         ('{"side": {}}'), ('{"price": 1}'), ('{"price": "-1"}'), ('{"amount": 1}'),
         ('{"cost": 1}'), ('{"takerOrMaker": {}}'), ('{"timestamp": true}'), ('{"fee": "x"}')
       ) as d (document) $$,
  $$ select 'LCR07 field=' || f.field from unnest(array['trade', 'trade', 'id', 'order', 'symbol',
       'side', 'price', 'price', 'amount', 'cost', 'takerOrMaker', 'timestamp', 'fee'])
       with ordinality as f (field, n) order by f.n $$, 'in DETAIL'
);

select * from finish();
rollback;
