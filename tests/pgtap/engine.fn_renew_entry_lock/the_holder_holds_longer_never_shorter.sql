begin;
select plan(4);

select fixture.make_tenant(1);
set local role tradekeel_bridge;
select fixture.take_lock(1, 'BTC/USDT');
create temporary table got as
select engine.fn_renew_entry_lock(
  fixture.user_id(1), fixture.profile_id(1), 'BTC/USDT', fixture.token(1), 1, 600) as expires_at;
reset role;
select is(
  (select l.expires_at from locks.entry_locks as l), (select expires_at from got),
  'what it answers is what holds'
);
select ok(
  (select expires_at > clock_timestamp() + interval '590 s' from got), 'for the time asked'
);
set local role tradekeel_bridge;
select is(
  engine.fn_renew_entry_lock(
    fixture.user_id(1), fixture.profile_id(1), 'BTC/USDT', fixture.token(1), 1, 1),
  (select expires_at from got), 'asked for less, the longer time stays and is answered'
);
reset role;
select is((select l.term from locks.entry_locks as l), 1::bigint, 'the term stays');

select * from finish();
rollback;
