begin;
select plan(8);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
select fixture.read_nothing(1);
select fixture.pass_time(1, '1 minute');
set local role tradekeel_bridge;
select fixture.call_run(1);
reset role;
select is((fixture.order_of(1, 'r1')).status, 'open', 'once is nothing');
select fixture.pass_time(1, '3 seconds');
set local role tradekeel_bridge;
select fixture.call_run(1);
reset role;
select is((fixture.order_of(1, 'r1')).status, 'open', 'twice is nothing');
select fixture.pass_time(1, '3 seconds');
set local role tradekeel_bridge;
select is(
  fixture.call_run(1) ->> 'mismatches_open', '0', 'the third complete reading decides'
);
reset role;
select is((fixture.order_of(1, 'r1')).status, 'canceled', 'it is gone');
select is((fixture.order_of(1, 'r1')).raw_status, 'missing', 'and says why');
select is(fixture.amounts(1), '1000 0 0 0 active', 'its reservation is back');
select is(fixture.incidents(1), 'order_missing warning', 'on record');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
