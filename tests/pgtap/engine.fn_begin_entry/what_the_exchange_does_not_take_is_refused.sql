begin;
select plan(3);

select fixture.stage(1);
update meta.exchanges
   set order_types = '{market,limit}', times_in_force = '{GTC}', is_post_only_known = false
 where exchange = 'binance';
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_bridge;
select is_empty(
  $$ select c.terms, fixture.refused_entry(1, c.terms::jsonb)
       from (values
         ('{"order_type": "stop", "trigger_price": 50000.001}'),
         ('{"order_type": "limit", "limit_price": 49000, "time_in_force": "IOC"}'),
         ('{"order_type": "limit", "limit_price": 49000, "is_post_only": true}')
       ) as c (terms)
      where left(fixture.refused_entry(1, c.terms::jsonb), 5) is distinct from 'LCR18' $$,
  'type, time in force, post only; before tick and side of the trigger'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
update meta.exchanges set order_types = '{market,limit,stop}' where exchange = 'binance';
set local role tradekeel_bridge;
select is(
  left(fixture.refused_entry(1, '{"order_type": "stop", "trigger_price": 49000.001}'), 5),
  'LCR03', 'a trigger finer than the tick, before its side'
);

select * from finish();
rollback;
