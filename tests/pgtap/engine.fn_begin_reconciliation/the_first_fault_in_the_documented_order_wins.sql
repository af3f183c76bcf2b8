begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
set local role tradekeel_bridge;
select throws_ok(
  format('select engine.fn_begin_reconciliation(%L, %L, null, 1, 601)',
    fixture.user_id(1), fixture.account_id(2)),
  'LKR01', null, 'a time to live that is not usable, before the account'
);
select throws_ok(
  format('select engine.fn_begin_reconciliation(%L, %L, null, 1, 30)',
    fixture.user_id(1), fixture.account_id(2)),
  'TNR01', null, 'the account of another user, before the lease'
);
select throws_ok(
  format('select engine.fn_begin_reconciliation(%L, %L, null, 1, null)',
    fixture.user_id(1), fixture.account_id(2)),
  'LKR01', null, 'no time to live is none'
);

select * from finish();
rollback;
