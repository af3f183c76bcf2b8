begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
select fixture.pass_time(1, '1 minute');
set local role tradekeel_bridge;
select is(
  fixture.call_run(1, fixture.document(p_incomplete => 'open_orders')) ->> 'state',
  'incomplete', 'the run measured nothing'
);
reset role;
select is(fixture.mismatches(1), 'none', 'nothing is missing');
select is((fixture.order_of(1, 'r1')).absent_count, 0, 'nothing is counted');

select * from finish();
rollback;
