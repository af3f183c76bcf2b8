begin;
select plan(5);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.002);
set local role tradekeel_operator;
select is(
  ops.fn_pause_profile(fixture.user_id(1), fixture.profile_id(1), 'holiday'), 'paused', 'paused'
);
select is(
  ops.fn_pause_profile(fixture.user_id(1), fixture.profile_id(1), 'holiday'), 'paused', 'again'
);
reset role;
select fixture.take_lock(1, 'ETH/USDT');
set local role tradekeel_bridge;
select throws_ok(
  $$ select fixture.call_begin_entry(
       1, '{"request_id": "r2", "symbol": "ETH/USDT", "quantity": "0.1"}') $$,
  'LGR02', null, 'no entry'
);
select lives_ok('select fixture.call_begin_exit(1)', 'but an exit');
reset role;
select is(
  (select count(*)::integer from ops.audit as a where a.entry_point = 'ops.fn_pause_profile'
     and a.arguments ->> 'reason' = 'holiday'), 2, 'with its reason on record'
);

select * from finish();
rollback;
