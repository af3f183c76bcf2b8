begin;
select plan(7);

select fixture.make_tenant(1);
set local role tradekeel_operator;
select throws_ok(
  $$ select * from ops.fn_plan_reconciliation(
       fixture.user_id(1), fixture.account_id(1), null) $$,
  'RCC03', null, 'nothing was read yet'
);
reset role;
select fixture.make_ready(1);
set local role tradekeel_operator;
select results_eq(
  $$ select p.kind, p.action from ops.fn_plan_reconciliation(
       fixture.user_id(1), fixture.account_id(1), null) as p $$,
  $$ values ('run', 'finished') $$, 'a reading without differences'
);
reset role;
select fixture.rest_order(1);
set local role tradekeel_bridge;
select fixture.call_run(1);
reset role;
set local role tradekeel_operator;
select throws_ok(
  $$ select * from ops.fn_plan_reconciliation(
       fixture.user_id(1), fixture.account_id(1), null) $$,
  'RCC03', null, 'an unexpected empty set is no reading to plan on'
);
reset role;
select fixture.pass_time(1, '1 minute');
set local role tradekeel_bridge;
select fixture.call_run(1);
reset role;
create temporary table before as select fixture.digest('ops.audit') as digest;
set local role tradekeel_operator;
select results_eq(
  $$ select p.kind, p.action, p.evidence -> 'absent_count'
       from ops.fn_plan_reconciliation(fixture.user_id(1), fixture.account_id(1), null) as p
      where p.kind <> 'run' $$,
  $$ values ('order_missing_on_exchange', 'look up: not found is not enough yet', '1'::jsonb) $$,
  'the same reading counts once, however often it is played'
);
select throws_ok(
  $$ select * from ops.fn_plan_reconciliation(
       fixture.user_id(2), fixture.account_id(1), null) $$,
  'TNR01', null, 'of another user'
);
select throws_ok(
  $$ select * from ops.fn_plan_reconciliation(
       fixture.user_id(1), fixture.account_id(1), '[]') $$,
  'RCR01', null, 'another shape'
);
reset role;
select is(fixture.digest('ops.audit'), (select b.digest from before as b), 'no other row differs');

select * from finish();
rollback;
