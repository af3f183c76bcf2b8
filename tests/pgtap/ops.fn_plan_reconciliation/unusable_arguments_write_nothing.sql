begin;
select plan(6);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
select fixture.make_ready(2);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select is(left(fixture.refusal(c.call), 5), c.code, c.call)
  from (values
    ($x$ select ops.fn_plan_reconciliation(null, fixture.account_id(1), null) $x$, 'TNR01'),
    ($x$ select ops.fn_plan_reconciliation(fixture.user_id(1), null, null) $x$, 'TNR01'),
    ($x$ select ops.fn_plan_reconciliation(fixture.user_id(1), fixture.account_id(2), null) $x$,
     'TNR01'),
    ($x$ select ops.fn_plan_reconciliation(fixture.user_id(1), fixture.account_id(1), null) $x$,
     'RCC03'),
    ($x$ select ops.fn_plan_reconciliation(fixture.user_id(2), fixture.account_id(2), '[]') $x$,
     'RCR01')
  ) as c (call, code);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');

select * from finish();
rollback;
