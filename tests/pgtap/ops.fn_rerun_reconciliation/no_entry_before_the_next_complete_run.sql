begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_ready(1);
set local role tradekeel_operator;
select is(
  ops.fn_rerun_reconciliation(fixture.user_id(1), fixture.account_id(1), 'test'), true, 'was ready'
);
reset role;
select throws_ok($$ select fixture.begin_entry(1, 'r1', 0.001) $$, 'LKT01', null, 'not any more');
select fixture.make_ready(1);
select lives_ok($$ select fixture.begin_entry(1, 'r1', 0.001) $$, 'until it is reconciled');
select is(fixture.audited(1, 'ops.fn_rerun_reconciliation'), 1, 'on record');

select * from finish();
rollback;
