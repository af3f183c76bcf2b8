begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
set local role tradekeel_bridge;
select fixture.call_begin_run(1);
reset role;
set local role tradekeel_operator;
select is(
  (select p.action from ops.fn_plan_reconciliation(fixture.user_id(1), fixture.account_id(1),
     fixture.document(jsonb_build_array(fixture.reading(1, 'r1', 0.004, 'open')))) as p
    where p.kind = 'order_drift'),
  'book: the reading is brought in as shown', 'a plan beside it'
);
reset role;
set local role tradekeel_bridge;
select is(
  fixture.call_reconcile(1, fixture.document(
    jsonb_build_array(fixture.reading(1, 'r1', 0.004, 'open')))) -> 'profiles',
  jsonb_build_array(fixture.profile_id(1)), 'the run was not taken over'
);
select fixture.call_handle(1, fixture.profile_id(1));
select is(fixture.call_finish(1) ->> 'state', 'finished', 'and finishes');
reset role;
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
