begin;
select plan(6);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
set local role tradekeel_bridge;
select fixture.call_begin_run(1);
select is(
  fixture.call_reconcile(1, fixture.document(
    jsonb_build_array(fixture.reading(1, 'r1', 0.004, 'open')),
    jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.004)))) -> 'profiles',
  jsonb_build_array(fixture.profile_id(1)), 'the profile is to be handled'
);
reset role;
select is(
  fixture.mismatches(1), 'fill_missing open 1, order_drift open 1', 'both differences are noted'
);
set local role tradekeel_bridge;
select is(
  fixture.call_handle(1, fixture.profile_id(1)) - 'rows_refused',
  '{"orders_changed": 1, "fills_recorded": 1, "mismatches_healed": 2}', 'handled once'
);
select is(fixture.call_finish(1) ->> 'mismatches_open', '0', 'nothing is left');
reset role;
select is(fixture.positions(1), 'long open 0.004 200 0', 'what it filled is held');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
