begin;
select plan(2);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document(
  jsonb_build_array(fixture.reading(1, 'r1', 0.004, 'open')), p_incomplete => 'open_orders'));
reset role;
select is(fixture.positions(1), 'long open 0.004 200 0', 'what is there is there');
select is(fixture.mismatches(1), 'order_drift healed 1', 'and the difference is gone');

select * from finish();
rollback;
