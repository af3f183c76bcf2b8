begin;
select plan(5);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document(
  jsonb_build_array(fixture.reading(1, 'r1', 0.006, 'open')), jsonb_build_array(
    fixture.trade(1, 'r1', 't1', 0.004),
    fixture.trade(1, 'r1', 't2', 0.002) || '{"price": 50000}')));
reset role;
select is(
  (select string_agg(f.trade_id, ' ') from lifecycle.fills as f), 't1', 'the other is recorded'
);
select is((fixture.order_of(1)).inferred_quantity, 0.002, 'what it filled is inferred');
select is(
  fixture.mismatches(1), 'fill_missing open 1, order_drift healed 1',
  'the missing fill stays on record'
);
select matches(
  fixture.incidents(1), 'row_quarantined warning', 'an incident is open'
);
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
