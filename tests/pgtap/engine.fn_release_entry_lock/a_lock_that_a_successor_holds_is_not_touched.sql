-- A paused holder wakes up and gives back what is no longer his.
begin;
select plan(2);

select fixture.make_tenant(1);
select fixture.take_lock(1, 'BTC/USDT');
update locks.entry_locks set expires_at = clock_timestamp();
set local role tradekeel_bridge;
select * from engine.fn_acquire_entry_lock(
  fixture.user_id(1), fixture.profile_id(1), 'BTC/USDT', fixture.token(2), 100);
select throws_ok(
  $$ select engine.fn_release_entry_lock(
       fixture.user_id(1), fixture.profile_id(1), 'BTC/USDT', fixture.token(1), 1) $$,
  'LKC02', null, 'the old holder is told'
);
reset role;
select is(
  (select l.owner_token from locks.entry_locks as l), fixture.token(2), 'the successor keeps it'
);

select * from finish();
rollback;
