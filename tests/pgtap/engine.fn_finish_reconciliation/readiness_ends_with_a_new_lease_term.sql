begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select lives_ok(
  $$ select locks.require_ready(fixture.user_id(1), fixture.account_id(1)) $$, 'ready'
);
update locks.account_leases set expires_at = clock_timestamp();
set local role tradekeel_bridge;
select is(
  (select l.is_ready from engine.fn_lease_account(
     fixture.user_id(1), fixture.account_id(1), fixture.token(1), fixture.token(1), 300) as l),
  false, 'the next lease is not'
);
reset role;
select throws_ok(
  $$ select locks.require_ready(fixture.user_id(1), fixture.account_id(1)) $$,
  'LKT01', null, 'and no entry begins'
);
set local role tradekeel_bridge;
select is(fixture.call_run(1) ->> 'is_ready', 'true', 'until it is reconciled again');

select * from finish();
rollback;
