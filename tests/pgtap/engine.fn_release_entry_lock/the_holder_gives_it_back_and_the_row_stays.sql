begin;
select plan(3);

select fixture.make_tenant(1);
set local role tradekeel_bridge;
select fixture.take_lock(1, 'BTC/USDT');
select lives_ok(
  $$ select engine.fn_release_entry_lock(
       fixture.user_id(1), fixture.profile_id(1), 'BTC/USDT', fixture.token(1), 1) $$,
  'released'
);
reset role;
select row_eq(
  'select owner_token, term, expires_at <= clock_timestamp() from locks.entry_locks',
  row(null::uuid, 1::bigint, true), 'nobody holds it; the term is remembered'
);
set local role tradekeel_bridge;
select throws_ok(
  $$ select engine.fn_release_entry_lock(
       fixture.user_id(1), fixture.profile_id(1), 'BTC/USDT', fixture.token(1), 1) $$,
  'LKC02', null, 'it cannot be given back twice'
);

select * from finish();
rollback;
