begin;
select plan(7);

select fixture.stage(1);
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0.004, 'open');
create function pg_temp.read(
  p_filled numeric, p_status text, p_moment timestamptz default clock_timestamp()
) returns text
language sql as $$
  select format('%s %s %s', o.status, trim_scale(o.filled), o.stable_readings)
    from lifecycle.take_reading(
      fixture.order_of(1), fixture.reading(1, 'r1', p_filled, p_status), p_moment) as o
$$;
select is(pg_temp.read(0.002, 'open'), 'open 0.004 0', 'an older reading takes nothing back');
select is(pg_temp.read(0.006, 'open'), 'open 0.006 0', 'a newer one adds');
select is(pg_temp.read(0.006, 'canceled'), 'canceled 0.006 0', 'it ends');
select is(pg_temp.read(0.006, 'open'), 'canceled 0.006 0', 'and never opens again');
select is(pg_temp.read(0.006, 'CANCELING'), 'canceled 0.006 0', 'whatever word is used');
select is(
  pg_temp.read(0.008, 'canceled'), 'canceled 0.008 0', 'filled after the end: counting begins again'
);
select is(pg_temp.read(0.008, 'closed'), 'closed 0.008 0', 'one end may become another');

select * from finish();
rollback;
