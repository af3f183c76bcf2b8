begin;
select plan(6);

select fixture.stage(1);
select fixture.stage(2, 'binanceusdm', 'swap');
create temporary table before as select fixture.digest() as digest;
set local role tradekeel_bridge;
select is(
  fixture.refused_entry(1, '{"leverage": 2}'), 'LCR12 leverage=2 maximum=1', 'no leverage on spot'
);
select is(
  fixture.refused_entry(1, '{"side": "sell"}'), 'LCR13 symbol=BTC/USDT side=sell',
  'no selling to open'
);
select is(
  fixture.refused_entry(2, '{"leverage": 11}'), 'LCR12 leverage=11 maximum=10',
  'on a swap up to the profile''s maximum'
);
reset role;
select is(fixture.digest(), (select digest from before), 'nothing was written');
select is(
  fixture.refused_entry(2, '{"leverage": 10, "side": "sell"}'), 'not refused',
  'a short with leverage on a swap'
);
select is(
  fixture.amounts(2), '1000 51.51 0 0 active',
  'reserves its margin at the buffered price, and the fee buffer on the whole: 50.5 + 1.01'
);

select * from finish();
rollback;
