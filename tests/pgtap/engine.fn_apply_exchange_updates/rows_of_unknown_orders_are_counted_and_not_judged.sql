begin;
select plan(2);

select fixture.make_tenant(1);
select fixture.make_ready(1);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_bridge;
select results_eq(
  $$ select u.* from engine.fn_apply_exchange_updates(
       fixture.user_id(1), fixture.account_id(1), clock_timestamp(),
       '[{"id": "7", "symbol": "BTC/USDT"}, {"symbol": "BTC/USDT"}, 5]',
       '[{"order": "7", "symbol": "BTC/USDT"}]') as u $$,
  'values (0, 0, 0, 4, 0)', 'four rows of nobody'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');

select * from finish();
rollback;
