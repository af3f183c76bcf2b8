begin;
select plan(5);

select fixture.stage(1);
select fixture.rest_order(1, 'r1', 0.01);
create function pg_temp.say() returns text
language sql as $$
  select fixture.hear(1, jsonb_build_array(fixture.reading(1, 'r1', 0.01, 'closed')),
    jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.01)))
$$;
set local role tradekeel_bridge;
select pg_temp.say() from generate_series(1, 5);
reset role;
select is((fixture.order_of(1)).stable_readings, 0, 'five times the same event is no reading');
select is((fixture.order_of(1)).settled_at, null, 'so it does not settle');
select fixture.settle(1, 'r1', 0.01, 'closed');
select isnt((fixture.order_of(1)).settled_at, null, 'two readings settle it');
set local role tradekeel_bridge;
select is(
  pg_temp.say(), '0 changed 1 unchanged 0 fills 0 unknown 0 refused', 'and it is heard once more'
);
reset role;
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
