begin;
select plan(4);

select fixture.stage(1);
select fixture.take_lock(1, 'NO/USDT');
select fixture.take_lock(1, 'BTC/EUR');
insert into lifecycle.markets
select m.exchange, m.market_type, 'BTC/EUR', m.base, 'EUR', 'EUR', m.contract_size, m.price_tick,
       m.quantity_step, m.min_quantity, m.max_quantity, m.min_cost, true, m.refreshed_at
  from lifecycle.markets as m where m.symbol = 'BTC/USDT';
create temporary table before as select fixture.digest() as digest;
set local role tradekeel_bridge;
select is(
  fixture.refused_entry(1, '{"symbol": "NO/USDT"}'),
  'LCR02 exchange=binance market_type=spot symbol=NO/USDT', 'an unknown one'
);
select matches(
  fixture.refused_entry(1, '{"symbol": "BTC/EUR"}'),
  '^TNR06 profile=.* currency=USDT symbol=BTC/EUR$', 'one of another currency'
);
reset role;
select is(fixture.digest(), (select digest from before), 'nothing was written');
update lifecycle.markets set is_active = false where symbol = 'BTC/USDT';
select matches(fixture.refused_entry(1), '^LCR02', 'one that is not traded now');

select * from finish();
rollback;
