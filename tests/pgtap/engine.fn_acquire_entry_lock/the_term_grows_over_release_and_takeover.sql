begin;
select plan(1);

select fixture.make_tenant(1);
set local role tradekeel_bridge;
select fixture.take_lock(1, 'BTC/USDT');
select engine.fn_release_entry_lock(
  fixture.user_id(1), fixture.profile_id(1), 'BTC/USDT', fixture.token(1), 1);
select results_eq(
  $$ select is_acquired, term from engine.fn_acquire_entry_lock(
       fixture.user_id(1), fixture.profile_id(1), 'BTC/USDT', fixture.token(2), 10) $$,
  $$ values (true, 2::bigint) $$, 'given back, taken by another: term 2'
);

select * from finish();
rollback;
