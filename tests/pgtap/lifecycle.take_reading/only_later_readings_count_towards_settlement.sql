begin;
select plan(5);

select fixture.stage(1);
select fixture.call_begin_entry(1);
create temporary table moment as select clock_timestamp() as began;
select fixture.call_persist(1, 'r1', 0.01, 'closed');
create function pg_temp.read(p_moment timestamptz) returns integer
language sql as $$
  select o.stable_readings
    from lifecycle.take_reading(
      fixture.order_of(1), fixture.reading(1, 'r1', 0.01, 'closed'), p_moment) as o
$$;
select is(
  pg_temp.read((select began from moment)), 0,
  'a reading begun before the order was seen to end does not count'
);
create temporary table later as select clock_timestamp() as began;
select is(pg_temp.read((select began from later)), 1, 'one begun after it counts');
select is(pg_temp.read((select began from later)), 1, 'the same again does not');
select is(
  pg_temp.read((select began - interval '1 ms' from later)), 1, 'nor one begun before the last'
);
select is(pg_temp.read(clock_timestamp()), 2, 'the next one does');

select * from finish();
rollback;
