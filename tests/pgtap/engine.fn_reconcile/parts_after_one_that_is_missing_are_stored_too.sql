begin;
select plan(1);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document(
  '[]', jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.004))) - 'open_orders');
reset role;
select is(fixture.positions(1), 'long open 0.004 200 0', 'the trades are brought in');

select * from finish();
rollback;
