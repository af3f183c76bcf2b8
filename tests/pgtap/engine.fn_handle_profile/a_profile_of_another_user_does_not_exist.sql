begin;
select plan(1);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.make_tenant(2);
set local role tradekeel_bridge;
select fixture.call_begin_run(1);
select fixture.call_reconcile(1);
select throws_ok(
  'select fixture.call_handle(1, fixture.profile_id(2))', 'TNR01', null, 'as if there were none'
);

select * from finish();
rollback;
