begin;
select plan(2);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
select fixture.pass_time(1, '1 minute');
set local role tradekeel_bridge;
select fixture.call_run(1);
select fixture.call_run(1);
select fixture.call_run(1);
select fixture.call_run(1);
reset role;
select is((fixture.order_of(1, 'r1')).absent_count, 1, 'one absence');
select is((fixture.order_of(1, 'r1')).status, 'open', 'it stays open');

select * from finish();
rollback;
