begin;
select plan(5);

select fixture.make_tenant(1);
set local role tradekeel_bridge;
select fixture.take_lock(1, 'BTC/USDT');
create temporary table got as
select * from engine.fn_acquire_entry_lock(
  fixture.user_id(1), fixture.profile_id(1), 'BTC/USDT', fixture.token(2), 1);
select row_eq(
  'select is_acquired, term from got', row(false, 1::bigint),
  'another token gets nothing and no error'
);
select ok(
  (select retry_after_ms between 290000 and 300000 from got), 'it learns when to try again'
);
reset role;
select is(
  (select l.owner_token from locks.entry_locks as l), fixture.token(1), 'the holder keeps it'
);
select is(
  (select count(*)::integer from health.counter_deltas as d where d.counter = 'lock_contention'),
  1, 'counted as lock_contention'
);
select ok(
  (select count(*) = 1 and sum(d.delta) between 290 and 300 from health.counter_deltas as d
    where d.counter = 'lock_contention_seconds'),
  'with the seconds for which it is still held'
);

select * from finish();
rollback;
