begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
select fixture.read_nothing(1);
select fixture.pass_time(1, '1 minute');
set local role tradekeel_bridge;
select fixture.call_run(1);
reset role;
select fixture.pass_time(1, '3 seconds');
set local role tradekeel_bridge;
select fixture.call_run(1);
reset role;
select is((fixture.order_of(1, 'r1')).absent_count, 2, 'absent twice');
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document(
  jsonb_build_array(fixture.reading(1, 'r1', 0, 'open'))));
reset role;
select is((fixture.order_of(1, 'r1')).absent_count, 0, 'listed: the count begins anew');
select is(
  fixture.mismatches(1), 'order_missing_on_exchange healed 2', 'and the mismatch is healed'
);
select fixture.pass_time(1, '3 seconds');
set local role tradekeel_bridge;
select fixture.call_run(1);
reset role;
select is((fixture.order_of(1, 'r1')).status, 'open', 'one more absence decides nothing');

select * from finish();
rollback;
