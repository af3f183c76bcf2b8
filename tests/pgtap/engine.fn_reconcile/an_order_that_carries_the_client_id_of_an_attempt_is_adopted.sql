begin;
select plan(6);

select fixture.stage(1);
select fixture.begin_entry(1, 'r1', 0.01);
set local role tradekeel_bridge;
select fixture.call_begin_run(1);
select is(
  fixture.call_reconcile(1, fixture.document(
    jsonb_build_array(fixture.reading(1, 'r1', 0, 'open')))) -> 'profiles',
  jsonb_build_array(fixture.profile_id(1)), 'its profile is to be handled'
);
select fixture.call_handle(1, fixture.profile_id(1));
select is(fixture.call_finish(1) ->> 'is_ready', 'true', 'and then it is ready');
reset role;
select is((fixture.attempt(1)).state, 'confirmed', 'confirmed by the listing');
select is((fixture.order_of(1)).exchange_order_id, 'x-r1', 'with its order');
select is(
  fixture.mismatches(1), 'order_missing_in_database healed 1', 'noted and healed'
);
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
