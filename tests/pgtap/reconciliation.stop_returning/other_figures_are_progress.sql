begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document(jsonb_build_array(
         fixture.reading(1, 'r1', 0.001 * n.value, 'open'))))
  from generate_series(1, 8) as n (value);
reset role;
select is(
  fixture.mismatches(1), array_to_string(array_fill('order_drift healed 1'::text, array[8]), ', '),
  'eight fills that the monitor did not see'
);
select is(fixture.incidents(1), 'none', 'are no incident');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
