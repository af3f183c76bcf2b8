begin;
select plan(5);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01);
create temporary table before as select fixture.amounts(1) as amounts;
set local role tradekeel_operator;
create temporary table asked as
select n, ops.fn_adopt_order(
  fixture.user_id(1), fixture.profile_id(1), 'BTC/USDT', 'long', '9', 'sold by hand') as id
  from generate_series(1, 2) as n;
select is((select count(distinct a.id)::integer from asked as a), 1, 'a replay is the same');
reset role;
select is(
  fixture.rows($$ select d.kind, d.state, d.symbol, d.exchange_order_id, d.reason,
    d.position_id = p.position_id from lifecycle.adoptions as d, lifecycle.positions as p $$),
  '(external,asked,BTC/USDT,9,"sold by hand",t)', 'it waits to be read'
);
select is(
  (select count(*)::integer from ops.audit as a where a.entry_point = 'ops.fn_adopt_order'), 1,
  'on record once'
);
select is(fixture.amounts(1), (select b.amounts from before as b), 'no amount moved');
select is(
  (select engine.fn_plan_monitoring(fixture.user_id(1), fixture.account_id(1)) -> 'orders'
     -> 0 ->> 'exchange_order_id'), '9', 'the bridge is to read it'
);

select * from finish();
rollback;
