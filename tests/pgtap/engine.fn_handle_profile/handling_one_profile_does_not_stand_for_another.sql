begin;
select plan(2);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.add_profile(1, 2);
select fixture.rest_order(1, 'r1', 0.005);
set local role tradekeel_bridge;
select fixture.call_begin_run(1);
select fixture.call_reconcile(1, fixture.document(
  jsonb_build_array(fixture.reading(1, 'r1', 0.004, 'open'))));
select fixture.call_handle(1, fixture.profile_id(2));
select is(
  fixture.call_reconcile(1) -> 'profiles', jsonb_build_array(fixture.profile_id(1)),
  'the other one is still to be handled'
);
select is(fixture.call_finish(1) ->> 'state', 'incomplete', 'and the run is not complete');

select * from finish();
rollback;
