begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
select fixture.read_nothing(1);
select fixture.pass_time(1, '1 minute');
set local role tradekeel_bridge;
select is(
  fixture.call_run(
    1, fixture.document(), 'found', fixture.reading(1, 'r1', 0.01, 'closed'),
    jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.01))) ->> 'state',
  'finished', 'the run is complete'
);
reset role;
select is(fixture.mismatches(1), 'order_missing_on_exchange healed 1', 'noted, then healed');
select is(fixture.positions(1), 'long open 0.01 500 0', 'what it filled is held');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
