begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1, 'r1', 0.05, 'ETH/USDT');
create temporary table digest as select fixture.digest() as before;
create temporary table many as
select jsonb_agg(fixture.trade(1, 'r1', 't' || n, 0.00001, 2000)) as trades,
       jsonb_agg(fixture.reading(1, 'r1', 0.05, 'closed', 2000)) as orders
  from generate_series(1, 1001) as n;
grant select on many to public;
set local role tradekeel_bridge;
select throws_ok(
  $$ select engine.fn_apply_exchange_updates(fixture.user_id(1), fixture.account_id(1),
       clock_timestamp(), '[]', m.trades) from many as m $$,
  'RCR01', null, 'trades'
);
select throws_ok(
  $$ select engine.fn_apply_exchange_updates(fixture.user_id(1), fixture.account_id(1),
       clock_timestamp(), m.orders, '[]') from many as m $$,
  'RCR01', null, 'orders'
);
select is(
  (select u.rows_refused from many as m, lateral engine.fn_apply_exchange_updates(
     fixture.user_id(1), fixture.account_id(1), clock_timestamp(), jsonb_build_array(
       (m.orders -> 0) || jsonb_build_object('trades', m.trades)), '[]') as u),
  1, 'trades inside an order quarantine that order'
);
reset role;
delete from health.incidents;
delete from health.counter_deltas where counter = 'incidents_opened';
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');

select * from finish();
rollback;
