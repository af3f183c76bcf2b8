begin;
select plan(5);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.take_lock(1, 'BTC/USDT');
set local role tradekeel_operator;
select is(
  ops.fn_unlock_account(fixture.user_id(1), fixture.account_id(1), true, 'test'), 'override',
  'held: only with an override'
);
select is(
  ops.fn_unlock_account(fixture.user_id(1), fixture.account_id(1), false, 'test'), 'free',
  'a replay finds it free'
);
reset role;
select throws_ok(
  $$ select locks.prove_account_lease(
       fixture.user_id(1), fixture.account_id(1), fixture.token(1), 1) $$,
  'LKC01', null, 'the former driver has lost it'
);
select results_eq(
  $$ select l.is_acquired, l.term, l.is_ready from engine.fn_lease_account(
       fixture.user_id(1), fixture.account_id(1), fixture.token(2), fixture.token(2), 30) as l $$,
  'values (true, 2::bigint, false)', 'another process drives, and is not ready'
);
update locks.account_leases set expires_at = clock_timestamp();
select is(
  ops.fn_unlock_account(fixture.user_id(1), fixture.account_id(1), false, 'test'), 'expired',
  'lapsed: proven by the clock'
);

select * from finish();
rollback;
