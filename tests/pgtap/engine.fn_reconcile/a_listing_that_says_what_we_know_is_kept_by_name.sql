begin;
select plan(6);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1, 'r1', 0.005);
select fixture.rest_order(1, 'r2', 0.05, 'ETH/USDT');
select fixture.pass_time(1, '1 minute');
set local role tradekeel_bridge;
select is(
  fixture.call_run(1, fixture.document(jsonb_build_array(
    fixture.reading(1, 'r1', 0, 'open'), fixture.reading(1, 'r2', 0, 'open', 2000)))) ->> 'state',
  'finished', 'the run is complete'
);
reset role;
select is(
  (select row(s.row_count, s.document, cardinality(s.unchanged_order_ids))::text
     from reconciliation.latest_snapshots as s where s.part = 'open_orders'),
  '(2,[],2)', 'both are counted and named, none is kept whole'
);
select is(fixture.mismatches(1), 'none', 'neither is missing, foreign or different');
set local role tradekeel_bridge;
select is(
  fixture.call_run(1, fixture.document(jsonb_build_array(
    fixture.reading(1, 'r1', 0, 'open')))) ->> 'state',
  'finished', 'the next reading lists one of them'
);
reset role;
select is(
  fixture.mismatches(1), 'order_missing_on_exchange open 1', 'it does not know the other by name'
);
select is_empty('select * from fixture.violations()', 'no check view has a row');

select * from finish();
rollback;
