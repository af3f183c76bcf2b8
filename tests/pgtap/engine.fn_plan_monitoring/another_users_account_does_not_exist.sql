begin;
select plan(2);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
set local role tradekeel_bridge;
select throws_ok(
  format('select engine.fn_plan_monitoring(%L, %L)', fixture.user_id(1), fixture.account_id(2)),
  'TNR01', null, 'as if there were none'
);
reset role;
select is(
  fixture.roles_that_may($$ select engine.fn_plan_monitoring(
    fixture.user_id(1), fixture.account_id(1)) $$),
  array['tradekeel_bridge'], 'and only the bridge may'
);

select * from finish();
rollback;
