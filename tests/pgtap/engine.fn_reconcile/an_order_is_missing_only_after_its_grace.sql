begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
select fixture.read_nothing(1);
set local role tradekeel_bridge;
select is(fixture.call_run(1) ->> 'state', 'finished', 'nothing is listed');
reset role;
select is(fixture.mismatches(1), 'none', 'a fresh order may not be listed yet');
select fixture.pass_time(1, '6 seconds');
set local role tradekeel_bridge;
select fixture.call_run(1);
reset role;
select is(
  fixture.mismatches(1), 'order_missing_on_exchange open 1', 'an older one is missing'
);

select * from finish();
rollback;
