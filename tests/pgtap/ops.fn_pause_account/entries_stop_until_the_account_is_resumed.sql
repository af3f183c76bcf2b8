begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_ready(1);
set local role tradekeel_operator;
select is(
  ops.fn_pause_account(fixture.user_id(1), fixture.account_id(1), 'test'), 'halted', 'halted'
);
reset role;
select throws_ok(
  $$ select fixture.begin_entry(1, 'r1', 0.001) $$, 'TNR02', null, 'no entry begins'
);
select results_eq(
  $$ select a.halt_reason, fixture.audited(1, 'ops.fn_pause_account')
       from tenancy.exchange_accounts as a $$,
  $$ values ('operator: test', 1) $$, 'why, and on record'
);
set local role tradekeel_operator;
select is(
  ops.fn_resume_account(fixture.user_id(1), fixture.account_id(1), 'test'), 'active', 'resumed'
);

select * from finish();
rollback;
