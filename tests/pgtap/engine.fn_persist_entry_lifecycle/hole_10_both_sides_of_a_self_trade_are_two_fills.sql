-- Profiles 1 and 11 of one account trade with each other: the exchange gives one trade id twice.
begin;
select plan(4);

select fixture.stage(1, 'binanceusdm', 'swap');
update tenancy.exchange_accounts set position_mode = 'hedge';
select fixture.add_profile(1, 11);
select * from engine.fn_acquire_entry_lock(
  fixture.user_id(1), fixture.profile_id(11), 'BTC/USDT:USDT', fixture.token(1), 100);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
select fixture.call_begin_entry(1, jsonb_build_object(
  'profile_id', fixture.profile_id(11), 'side', 'sell', 'request_id', 'r11'));
select fixture.call_persist(1, 'r1', 0, 'open');
select fixture.call_persist(11, 'r11', 0, 'open');
select is(
  (select u.fills_recorded from engine.fn_apply_exchange_updates(
     fixture.user_id(1), fixture.account_id(1), clock_timestamp(),
     jsonb_build_array(
       fixture.reading(1, 'r1', 0.01, 'closed'), fixture.reading(11, 'r11', 0.01, 'closed')),
     jsonb_build_array(
       fixture.trade(1, 'r1', 'same', 0.01), fixture.trade(11, 'r11', 'same', 0.01))) as u),
  2, 'two fills with one trade id'
);
select is(fixture.positions(1), 'long open 0.01 500 0', 'one bought');
select is(fixture.positions(11), 'short open 0.01 500 0', 'the other sold');
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
