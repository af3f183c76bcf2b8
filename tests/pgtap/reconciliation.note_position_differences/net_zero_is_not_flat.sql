begin;
select plan(1);

select fixture.make_tenant(1, 'binanceusdm', 'swap');
select fixture.add_profile(1, 2);
select fixture.make_ready(1);
insert into lifecycle.positions (user_id, profile_id, account_id, symbol, side, quantity)
values
  (fixture.user_id(1), fixture.profile_id(1), fixture.account_id(1), 'BTC/USDT:USDT', 'long', 1),
  (fixture.user_id(1), fixture.profile_id(2), fixture.account_id(1), 'BTC/USDT:USDT', 'short', 1);
set local role tradekeel_bridge;
select fixture.call_run(1);
select fixture.call_run(1);
reset role;
select is(
  fixture.mismatches(1),
  'position_missing_on_exchange open 1, position_missing_on_exchange open 1',
  'believed the second time: long and short are both missing'
);

select * from finish();
rollback;
