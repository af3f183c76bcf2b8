begin;
select plan(1);

select fixture.make_tenant(1, 'binanceusdm', 'swap');
select fixture.make_ready(1);
insert into lifecycle.positions (user_id, profile_id, account_id, symbol, side, quantity)
values
  (fixture.user_id(1), fixture.profile_id(1), fixture.account_id(1), 'BTC/USDT:USDT', 'long', 1);
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document('[]', '[]', jsonb_build_array(
  fixture.position_json('BTC/USDT:USDT', 'short', '1'))));
reset role;
select is(
  fixture.mismatches(1),
  'position_missing_in_database open 1, position_missing_on_exchange open 1', 'two differences'
);

select * from finish();
rollback;
