-- Token 1 took the lock and died; token 2 leases the account and need not wait for the expiry.
begin;
select plan(7);

select fixture.make_tenant(1);
select fixture.take_lock(1, 'BTC/USDT');
create function pg_temp.take(p_token integer) returns text
language sql as $$
  select fixture.rows(format(
    'select is_acquired, term from engine.fn_acquire_entry_lock(%L, %L, %L, %L, 100)',
    fixture.user_id(1), fixture.profile_id(1), 'BTC/USDT', fixture.token(p_token)))
$$;
set local role tradekeel_bridge;
select is(pg_temp.take(2), '(f,1)', 'it does not drive the account yet');
select * from engine.fn_lease_account(
  fixture.user_id(1), fixture.account_id(1), fixture.token(2), fixture.token(2), 100);
select is(pg_temp.take(2), '(t,2)', 'now it does: it gets the lock, with a new term');
select throws_ok(
  $$ select engine.fn_renew_entry_lock(
       fixture.user_id(1), fixture.profile_id(1), 'BTC/USDT', fixture.token(1), 1, 10) $$,
  'LKC02', null, 'the one before has lost it'
);
select is(pg_temp.take(1), '(f,2)', 'and does not get it back: it drives nothing');
reset role;
update locks.account_leases set expires_at = clock_timestamp();
set local role tradekeel_bridge;
select is(pg_temp.take(2), '(t,2)', 'its own it may renew');
select is(pg_temp.take(3), '(f,2)', 'a lapsed lease gives nobody a right');
reset role;
update locks.entry_locks set owner_token = fixture.token(1);
set local role tradekeel_bridge;
select is(pg_temp.take(2), '(f,2)', 'nor him who had it');

select * from finish();
rollback;
