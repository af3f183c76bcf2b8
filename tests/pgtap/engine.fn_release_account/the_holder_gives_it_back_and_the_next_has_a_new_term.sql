begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_ready(1);
set local role tradekeel_bridge;
select lives_ok(
  $$ select engine.fn_release_account(
       fixture.user_id(1), fixture.account_id(1), fixture.token(1), 1) $$, 'released'
);
reset role;
select row_eq(
  'select owner_token, term, expires_at <= clock_timestamp() from locks.account_leases',
  row(null::uuid, 1::bigint, true), 'nobody drives the account; the term is remembered'
);
set local role tradekeel_bridge;
select throws_ok(
  $$ select engine.fn_release_account(
       fixture.user_id(1), fixture.account_id(1), fixture.token(1), 1) $$,
  'LKC01', null, 'it cannot be given back twice'
);
select results_eq(
  $$ select is_acquired, term from engine.fn_lease_account(
       fixture.user_id(1), fixture.account_id(1), fixture.token(2), fixture.token(2), 600) $$,
  $$ values (true, 2::bigint) $$, 'another takes it with the next term'
);

select * from finish();
rollback;
