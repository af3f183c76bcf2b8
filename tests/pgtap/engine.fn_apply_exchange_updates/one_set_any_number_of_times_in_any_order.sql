begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
create temporary table news as
select jsonb_build_array(fixture.reading(1, 'r1', 0.006, 'open')) as orders,
       jsonb_build_array(
         fixture.trade(1, 'r1', 't2', 0.004), fixture.trade(1, 'r1', 't1', 0.002)) as trades;
grant select on news to public;
set local role tradekeel_bridge;
select results_eq(
  $$ select u.* from news as n, engine.fn_apply_exchange_updates(
       fixture.user_id(1), fixture.account_id(1), clock_timestamp(), '[]', n.trades) as u $$,
  'values (1, 0, 2, 0, 0)', 'trades before the order that tells of them'
);
select results_eq(
  $$ select u.* from news as n, engine.fn_apply_exchange_updates(
       fixture.user_id(1), fixture.account_id(1), clock_timestamp(), n.orders, n.trades) as u $$,
  'values (0, 1, 0, 0, 0)', 'then the order: money moves once'
);
reset role;
select is(fixture.positions(1), 'long open 0.006 300 0', 'held once');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
