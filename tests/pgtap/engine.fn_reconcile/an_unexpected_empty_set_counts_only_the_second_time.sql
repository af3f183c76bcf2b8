begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document(
  jsonb_build_array(fixture.reading(1, 'r1', 0, 'open'))));
reset role;
select fixture.pass_time(1, '1 minute');
set local role tradekeel_bridge;
select is(fixture.call_run(1) ->> 'state', 'incomplete', 'empty though we expect a row');
reset role;
select is(fixture.mismatches(1), 'none', 'nothing is missing yet');
set local role tradekeel_bridge;
select is(fixture.call_run(1) ->> 'state', 'finished', 'the second empty one counts');
reset role;
select is(fixture.mismatches(1), 'order_missing_on_exchange open 1', 'and now it is missing');

select * from finish();
rollback;
