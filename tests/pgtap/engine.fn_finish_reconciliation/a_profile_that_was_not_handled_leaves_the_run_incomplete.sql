begin;
select plan(1);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
set local role tradekeel_bridge;
select fixture.call_begin_run(1);
select fixture.call_reconcile(1, fixture.document(
  jsonb_build_array(fixture.reading(1, 'r1', 0.004, 'open'))));
select is(
  fixture.call_finish(1),
  '{"state": "incomplete", "is_ready": false, "mismatches_found": 1, "mismatches_healed": 0,
    "mismatches_open": 1}', 'its difference was not brought in'
);

select * from finish();
rollback;
