begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
select fixture.pass_time(1, '1 minute');
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document(
  jsonb_build_array(fixture.reading(1, 'r1', 0, 'open'))));
reset role;
create temporary table before as select fixture.digest('ops.audit') as digest;
select isnt(
  (select s.unchanged_order_ids from reconciliation.latest_snapshots as s
    where s.part = 'open_orders'), '{}', 'it is kept by name only'
);
set local role tradekeel_operator;
select results_eq(
  $$ select p.kind, p.action from ops.fn_plan_reconciliation(
       fixture.user_id(1), fixture.account_id(1), null) as p $$,
  $$ values ('run', 'finished') $$, 'and is no difference'
);
reset role;
select is(fixture.digest('ops.audit'), (select b.digest from before as b), 'no other row differs');

select * from finish();
rollback;
