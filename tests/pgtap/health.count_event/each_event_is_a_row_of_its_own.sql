begin;
select plan(1);

select health.count_event(fixture.user_id(1), 'c', 'l') from generate_series(1, 3);
select is(
  (select string_agg(concat_ws(' ', d.user_id, d.counter, d.label, d.delta), ', ')
     from health.counter_deltas as d),
  format('%1$s c l 1, %1$s c l 1, %1$s c l 1', fixture.user_id(1)), 'three'
);

select * from finish();
rollback;
