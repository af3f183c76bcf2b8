begin;
select plan(2);

select fixture.make_tenant(1);
set local role tradekeel_auditor;
select count(*) from ops.fn_read_account(fixture.user_id(1), fixture.account_id(1), 10);
reset role;
select results_eq(
  $$ select a.user_id, a.operator, a.arguments, a.result from ops.audit as a
      where a.entry_point = 'ops.fn_read_account' $$,
  $$ values (fixture.user_id(1), session_user::text collate "default",
             jsonb_build_object('account_id', fixture.account_id(1), 'limit', 10),
             '{"row_count": 1}'::jsonb) $$,
  'who, when, whom, and how many rows'
);
set local role tradekeel_operator;
set local transaction_read_only = on;
select throws_ok(
  $$ select ops.fn_read_account(fixture.user_id(1), fixture.account_id(1), 10) $$, '25006', null,
  'and it is not shown where that cannot be written'
);

select * from finish();
rollback;
