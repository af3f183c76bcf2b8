begin;
select plan(3);

select fixture.make_tenant(1, 'binanceusdm', 'swap');
select fixture.add_profile(1, 2);
select fixture.make_ready(1);
insert into lifecycle.positions (user_id, profile_id, account_id, symbol, side, quantity)
values
  (fixture.user_id(1), fixture.profile_id(1), fixture.account_id(1), 'BTC/USDT:USDT', 'long', 1),
  (fixture.user_id(1), fixture.profile_id(2), fixture.account_id(1), 'BTC/USDT:USDT', 'long', 2);
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document('[]', '[]', jsonb_build_array(
  fixture.position_json('BTC/USDT:USDT', 'long', '3'))));
reset role;
select is(fixture.mismatches(1), 'none', '1 and 2 are 3');
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document('[]', '[]', jsonb_build_array(
  fixture.position_json('BTC/USDT:USDT', 'long', '2.5'))));
reset role;
select is(fixture.mismatches(1), 'position_drift open 1', 'and not 2.5');
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document('[]', '[]', jsonb_build_array(
  fixture.position_json('BTC/USDT:USDT', 'long', '2'),
  fixture.position_json('BTC/USDT:USDT', 'long', '1'))));
reset role;
select is(fixture.mismatches(1), 'position_drift healed 1', 'theirs are summed too');

select * from finish();
rollback;
