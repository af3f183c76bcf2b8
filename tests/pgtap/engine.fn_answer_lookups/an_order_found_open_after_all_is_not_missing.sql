begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
select fixture.read_nothing(1);
select fixture.pass_time(1, '1 minute');
set local role tradekeel_bridge;
select is(
  fixture.call_run(1, fixture.document(), 'found', fixture.reading(1, 'r1', 0, 'open'))
    ->> 'state',
  'finished', 'the look-up finds it'
);
reset role;
select is(fixture.mismatches(1), 'order_missing_on_exchange healed 1', 'healed');
select is((fixture.order_of(1)).absent_count, 0, 'and no absence remains');

select * from finish();
rollback;
