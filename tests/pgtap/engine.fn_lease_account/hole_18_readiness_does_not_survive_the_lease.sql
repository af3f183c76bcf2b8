-- A bridge restarts: whatever the one before reconciled says nothing about now.
begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_ready(1);
update locks.account_leases set expires_at = clock_timestamp();
set local role tradekeel_bridge;
select results_eq(
  $$ select is_acquired, term, is_ready from engine.fn_lease_account(
       fixture.user_id(1), fixture.account_id(1), fixture.token(1), fixture.token(1), 600) $$,
  $$ values (true, 2::bigint, false) $$,
  'lapsed: the same process gets a new term and must reconcile'
);
reset role;
select fixture.make_ready(1);
set local role tradekeel_bridge;
select engine.fn_release_account(
  fixture.user_id(1), fixture.account_id(1), fixture.token(1), 2);
select results_eq(
  $$ select is_acquired, term, is_ready from engine.fn_lease_account(
       fixture.user_id(1), fixture.account_id(1), fixture.token(2), fixture.token(2), 600) $$,
  $$ values (true, 3::bigint, false) $$, 'taken over: another process must reconcile too'
);
select engine.fn_acquire_entry_lock(
  fixture.user_id(1), fixture.profile_id(1), 'BTC/USDT', fixture.token(2), 300);
select matches(
  fixture.refused_entry(1, jsonb_build_object('owner_token', fixture.token(2), 'lease_term', 3)),
  '^LKT01', 'before it has, it enters nothing'
);

select * from finish();
rollback;
