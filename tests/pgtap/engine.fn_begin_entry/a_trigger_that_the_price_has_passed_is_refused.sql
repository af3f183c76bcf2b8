begin;
select plan(3);

select fixture.stage(1);
select fixture.stage(2, 'binanceusdm', 'swap');
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_bridge;
select is_empty(
  $$ select c.n, c.side, c.type, c.trigger
       from (values
         (1, 'buy', 'stop', 50000), (1, 'buy', 'stop', 49000), (1, 'buy', 'take_profit', 50000),
         (1, 'buy', 'take_profit', 51000), (2, 'sell', 'stop', 50000), (2, 'sell', 'stop', 51000),
         (2, 'sell', 'take_profit', 50000), (2, 'sell', 'take_profit', 49000)
       ) as c (n, side, type, trigger)
      where left(fixture.refused_entry(c.n, jsonb_build_object(
        'side', c.side, 'order_type', c.type, 'trigger_price', c.trigger)), 5)
        is distinct from 'LCR19' $$, 'on the wrong side, or there already'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
update lifecycle.latest_prices set observed_at = clock_timestamp() - interval '1 hour';
set local role tradekeel_bridge;
select is(
  left(fixture.refused_entry(1, '{"order_type": "stop", "trigger_price": 51000}'), 5), 'LCT01',
  'without a fresh price nobody knows on which side it is'
);

select * from finish();
rollback;
