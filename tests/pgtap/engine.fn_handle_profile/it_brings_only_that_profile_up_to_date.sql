begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.add_profile(1, 2);
select fixture.rest_order(1, 'r1', 0.005);
set local role tradekeel_bridge;
select fixture.call_begin_run(1);
select fixture.call_reconcile(1, fixture.document(
  jsonb_build_array(fixture.reading(1, 'r1', 0.004, 'open'))));
select is(
  fixture.call_handle(1, fixture.profile_id(2)),
  '{"orders_changed": 0, "fills_recorded": 0, "mismatches_healed": 0, "rows_refused": 0}',
  'the other profile has nothing'
);
select is(
  fixture.call_handle(1, fixture.profile_id(1)),
  '{"orders_changed": 1, "fills_recorded": 0, "mismatches_healed": 1, "rows_refused": 0}',
  'its own has'
);
select is(
  fixture.call_handle(1, fixture.profile_id(1)),
  '{"orders_changed": 0, "fills_recorded": 0, "mismatches_healed": 0, "rows_refused": 0}',
  'once'
);

select * from finish();
rollback;
