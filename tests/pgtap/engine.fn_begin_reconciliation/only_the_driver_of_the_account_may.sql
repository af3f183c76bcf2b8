begin;
select plan(4);

select fixture.make_tenant(1);
set local role tradekeel_bridge;
select throws_ok(
  format('select engine.fn_begin_reconciliation(%L, %L, %L, 1, 30)',
    fixture.user_id(1), fixture.account_id(1), fixture.token(1)),
  'LKC01', null, 'without a lease'
);
reset role;
select fixture.make_ready(1);
set local role tradekeel_bridge;
select throws_ok(
  format('select engine.fn_begin_reconciliation(%L, %L, %L, %s, 30)',
    fixture.user_id(1), fixture.account_id(1), fixture.token(2), fixture.lease_term(1)),
  'LKC01', null, 'with another token'
);
select throws_ok(
  format('select engine.fn_begin_reconciliation(%L, %L, %L, %s, 30)',
    fixture.user_id(1), fixture.account_id(1), fixture.token(1), fixture.lease_term(1) + 1),
  'LKC01', null, 'with another term'
);
reset role;
update locks.account_leases set expires_at = clock_timestamp();
set local role tradekeel_bridge;
select throws_ok(
  format('select engine.fn_begin_reconciliation(%L, %L, %L, %s, 30)',
    fixture.user_id(1), fixture.account_id(1), fixture.token(1), fixture.lease_term(1)),
  'LKC01', null, 'with a lapsed one'
);

select * from finish();
rollback;
