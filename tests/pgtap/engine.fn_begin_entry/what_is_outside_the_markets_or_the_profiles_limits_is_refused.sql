begin;
select plan(5);

select fixture.stage(1);
create temporary table before as select fixture.digest() as digest;
set local role tradekeel_bridge;
select matches(
  fixture.refused_entry(1, '{"quantity": "0.00009"}'),
  '^LCR04 symbol=BTC/USDT cost=4.5.* minimum=5$', 'below the minimum cost'
);
select matches(
  fixture.refused_entry(1, '{"quantity": "9000.00001"}'), '^LCR04 .* maximum=9000$',
  'above the maximum quantity'
);
select matches(
  fixture.refused_entry(1, '{"quantity": "2"}'), '^LCR05 profile=.* cost=101000.* maximum=100000$',
  'dearer than the profile allows, with the price buffer'
);
reset role;
select is(fixture.digest(), (select digest from before), 'nothing was written');
update lifecycle.markets set min_quantity = 0.02;
select matches(
  fixture.refused_entry(1), '^LCR04 .* minimum=0.02', 'below the minimum quantity'
);

select * from finish();
rollback;
