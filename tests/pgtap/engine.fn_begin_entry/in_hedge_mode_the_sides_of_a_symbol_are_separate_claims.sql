begin;
select plan(3);

select fixture.stage(1, 'binanceusdm', 'swap');
update tenancy.exchange_accounts set position_mode = 'hedge';
select fixture.add_profile(1, 11);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
select * from engine.fn_acquire_entry_lock(
  fixture.user_id(1), fixture.profile_id(11), 'BTC/USDT:USDT', fixture.token(1), 100);
select matches(
  fixture.refused_entry(1, jsonb_build_object('profile_id', fixture.profile_id(11),
    'request_id', 'r2', 'quantity', '0.001')),
  '^LCC03 account=.* key=BTC/USDT:USDT:long$', 'the same side is taken'
);
select is(
  fixture.refused_entry(1, jsonb_build_object('profile_id', fixture.profile_id(11),
    'side', 'sell', 'quantity', '0.001')),
  'not refused', 'the other side is free'
);
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
