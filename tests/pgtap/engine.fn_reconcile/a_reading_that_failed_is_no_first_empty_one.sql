begin;
select plan(2);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document(
  jsonb_build_array(fixture.reading(1, 'r1', 0, 'open'))));
select fixture.call_run(1, fixture.document(p_incomplete => 'open_orders'));
select is(
  fixture.call_run(1) ->> 'state', 'incomplete', 'the first empty one that was read completely'
);
select is(fixture.call_run(1) ->> 'state', 'finished', 'the second');

select * from finish();
rollback;
