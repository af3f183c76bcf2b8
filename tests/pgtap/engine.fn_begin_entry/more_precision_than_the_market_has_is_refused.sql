begin;
select plan(5);

select fixture.stage(1);
create temporary table before as select fixture.digest() as digest;
set local role tradekeel_bridge;
select is(
  fixture.refused_entry(1, '{"quantity": "0.000001"}'),
  'LCR03 symbol=BTC/USDT quantity=0.000001 step=0.00001', 'a quantity finer than the step'
);
select matches(
  fixture.refused_entry(1, '{"quantity": "0.010000000000000001"}'), '^LCR03 .* step=0.00001$',
  'by one in the last digit'
);
select is(
  fixture.refused_entry(1, '{"order_type": "limit", "limit_price": "40000.001"}'),
  'LCR03 symbol=BTC/USDT limit_price=40000.001 tick=0.01', 'a price finer than the tick'
);
reset role;
select is(fixture.digest(), (select digest from before), 'nothing was written');
select is(
  fixture.refused_entry(1, '{"order_type": "limit", "limit_price": "40000.0100"}'), 'not refused',
  'trailing zeros are not precision'
);

select * from finish();
rollback;
