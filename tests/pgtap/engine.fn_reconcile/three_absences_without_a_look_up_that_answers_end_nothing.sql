begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
select fixture.read_nothing(1);
select fixture.pass_time(1, '1 minute');
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document(), 'failed');
reset role;
select fixture.pass_time(1, '3 seconds');
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document(), 'failed');
reset role;
select fixture.pass_time(1, '3 seconds');
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document(), 'failed');
reset role;
select is((fixture.order_of(1, 'r1')).absent_count, 3, 'absent from three');
select is((fixture.order_of(1, 'r1')).status, 'open', 'could not ask is not: not found');
select isnt(fixture.amounts(1), '1000 0 0 0 active', 'nothing is given back');

select * from finish();
rollback;
