begin;
select plan(4);

select fixture.make_tenant(1, 'binanceusdm', 'swap');
select fixture.make_ready(1);
insert into lifecycle.positions (user_id, profile_id, account_id, symbol, side, quantity)
values
  (fixture.user_id(1), fixture.profile_id(1), fixture.account_id(1), 'BTC/USDT:USDT', 'long', 1);
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document('[]', '[]', jsonb_build_array(
  fixture.position_json('BTC/USDT:USDT', 'long', '1'))));
select is(fixture.call_run(1) ->> 'state', 'incomplete', 'the first is not believed');
reset role;
select is(fixture.mismatches(1), 'none', 'nothing is missing');
set local role tradekeel_bridge;
select fixture.call_run(1);
reset role;
select is(fixture.mismatches(1), 'position_missing_on_exchange open 1', 'the second is');
select is(
  (select p.state from lifecycle.positions as p), 'open', 'and still nothing is closed'
);

select * from finish();
rollback;
