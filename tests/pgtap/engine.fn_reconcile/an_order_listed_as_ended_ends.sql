begin;
select plan(2);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document(jsonb_build_array(
  fixture.reading(1, 'r1', 0, 'canceled'))));
reset role;
select is((fixture.order_of(1)).status, 'canceled', 'the listing says so');
select is(fixture.mismatches(1), 'order_drift healed 1', 'noted and healed');

select * from finish();
rollback;
