begin;
select plan(1);

select results_eq(
  $$ select split_part(fixture.refusal(format(
       'select * from reconciliation.normalise_position(%L)', d.document)), ' wanted', 1)
       from (values ('[]'), ('null'), ('{"side": "both"}'), ('{"contracts": "1"}'),
         ('{"symbol": {}}'), ('{"contracts": 1}'), ('{"contractSize": 1}'), ('{"entryPrice": 1}'),
         ('{"markPrice": 1}'), ('{"lastPrice": 1}'), ('{"liquidationPrice": 1}'),
         ('{"stopLossPrice": 1}'), ('{"takeProfitPrice": 1}'), ('{"notional": 1}'),
         ('{"collateral": 1}'), ('{"initialMargin": 1}'), ('{"maintenanceMargin": 1}'),
         ('{"unrealizedPnl": 1}'), ('{"realizedPnl": 1}'), ('{"leverage": "x"}'),
         ('{"hedged": "x"}'), ('{"timestamp": "x"}')) as d (document) $$,
  $$ select f.field from unnest(array['RCR02 field=position', 'RCR02 field=position',
       'RCR02 field=side', 'RCR02 field=side', 'LCR07 field=symbol', 'LCR07 field=contracts',
       'LCR07 field=contractSize', 'LCR07 field=entryPrice', 'LCR07 field=markPrice',
       'LCR07 field=lastPrice', 'LCR07 field=liquidationPrice', 'LCR07 field=stopLossPrice',
       'LCR07 field=takeProfitPrice', 'LCR07 field=notional', 'LCR07 field=collateral',
       'LCR07 field=initialMargin', 'LCR07 field=maintenanceMargin', 'LCR07 field=unrealizedPnl',
       'LCR07 field=realizedPnl', 'LCR07 field=leverage', 'LCR07 field=hedged',
       'LCR07 field=timestamp']) with ordinality as f (field, n) order by f.n $$, 'in DETAIL'
);

select * from finish();
rollback;
