begin;
select plan(2);

select fixture.make_tenant(1);
select fixture.take_lock(1, 'BTC/USDT');
update locks.entry_locks set expires_at = clock_timestamp();
set local role tradekeel_bridge;
select results_eq(
  $$ select is_acquired, term from engine.fn_acquire_entry_lock(
       fixture.user_id(1), fixture.profile_id(1), 'BTC/USDT', fixture.token(2), 10) $$,
  $$ values (true, 2::bigint) $$, 'for another'
);
reset role;
update locks.entry_locks set expires_at = clock_timestamp();
set local role tradekeel_bridge;
select results_eq(
  $$ select is_acquired, term from engine.fn_acquire_entry_lock(
       fixture.user_id(1), fixture.profile_id(1), 'BTC/USDT', fixture.token(2), 10) $$,
  $$ values (true, 3::bigint) $$,
  'for the same holder too: it cannot know what happened in between'
);

select * from finish();
rollback;
