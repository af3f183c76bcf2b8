begin;
select plan(1);

select health.count_amount(fixture.user_id(1), 'c_seconds', 'l', a.amount)
  from (values (1.5), (-2), (null)) as a (amount);
select is(
  (select string_agg(concat_ws(' ', d.user_id, d.counter, d.label, d.delta), ', '
            order by d.delta)
     from health.counter_deltas as d),
  format('%1$s c_seconds l 0, %1$s c_seconds l 0, %1$s c_seconds l 1.5', fixture.user_id(1)),
  'three'
);

select * from finish();
rollback;
