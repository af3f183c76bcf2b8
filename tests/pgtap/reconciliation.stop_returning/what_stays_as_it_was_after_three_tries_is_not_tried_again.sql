begin;
select plan(10);

-- given: an order that the exchange tells with an amount that cannot be booked
select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
create temporary table doc as
select fixture.document(jsonb_build_array(
  fixture.reading(1, 'r1', 0.004, 'open') || '{"filled": "2000000000000000000"}')) as doc;
grant select on doc to public;
set local role tradekeel_bridge;
select fixture.call_run(1, (select d.doc from doc as d));
select fixture.call_run(1, (select d.doc from doc as d));
select fixture.call_run(1, (select d.doc from doc as d));
reset role;
select is(fixture.mismatches(1), 'order_drift open 3', 'it returned twice');
select is(fixture.amounts(1), '1000 506.01 0 0 active', 'nobody is paused');
set local role tradekeel_bridge;
select fixture.call_begin_run(1);
select is(
  fixture.call_reconcile(1, (select d.doc from doc as d)) -> 'profiles', '[]',
  'the third time it is not tried again'
);
select is(fixture.call_finish(1) ->> 'state', 'finished', 'the run measured everything');
reset role;
select is(fixture.amounts(1), '1000 506.01 0 0 paused', 'its profile is paused');
select is(
  fixture.incidents(1),
  'mismatch_repeated warning, mismatch_returned critical, row_quarantined warning', 'on record'
);
select is(engine.fn_read_health() #>> '{reconciliation,stopped}', '1', 'measured');
set local role tradekeel_bridge;
select fixture.call_run(1, (select d.doc from doc as d));
reset role;
select is(
  (select i.occurrence_count from health.incidents as i where i.kind = 'mismatch_returned'), 1,
  'once'
);
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document(jsonb_build_array(
  fixture.reading(1, 'r1', 0, 'open'))));
reset role;
select is(fixture.mismatches(1), 'order_drift healed 5', 'gone by itself, it heals');
select is(fixture.amounts(1), '1000 506.01 0 0 paused', 'the profile waits for a person');

select * from finish();
rollback;
