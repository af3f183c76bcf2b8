begin;
select plan(3);

select fixture.stage(1, 'binanceusdm', 'swap');
select fixture.add_profile(1, 11);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.01)));
select fixture.settle(1, 'r1', 0.01, 'closed');
select fixture.take_lock(1, 'BTC/USDT:USDT');
select is(
  fixture.refused_entry(1, '{"request_id": "r2", "side": "sell", "quantity": "0.001"}'),
  'LCR14 symbol=BTC/USDT:USDT side=sell', 'not the same profile: the exchange would net them'
);
select * from engine.fn_acquire_entry_lock(
  fixture.user_id(1), fixture.profile_id(11), 'BTC/USDT:USDT', fixture.token(1), 100);
select matches(
  fixture.refused_entry(1, jsonb_build_object('profile_id', fixture.profile_id(11),
    'side', 'sell', 'quantity', '0.001')),
  '^LCC03 account=.* key=BTC/USDT:USDT$', 'and no other'
);
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
