begin;
select plan(6);

select fixture.stage(1);
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0, 'open');
update lifecycle.orders set absent_count = 2, absent_at = clock_timestamp();
create function pg_temp.hear(
  p_filled numeric, p_status text, p_more jsonb default '{}'
) returns text
language sql as $$
  select format('%s %s %s %s %s %s', o.status, trim_scale(o.filled), trim_scale(o.cost),
      trim_scale(o.average), o.absent_count, o.terminal_at is not null)
    from lifecycle.take_event(
      fixture.order_of(1), fixture.reading(1, 'r1', p_filled, p_status) || p_more) as o
$$;
select is(pg_temp.hear(0, 'open'), 'open 0 0  2 f', 'no news');
select is(pg_temp.hear(0.004, 'open', '{"cost": "200", "average": "50000"}'),
  'open 0.004 200 50000 0 f', 'more is filled: it is there');
select is(pg_temp.hear(0.003, 'canceled', '{"average": "1"}'), 'open 0.004 200 50000 0 f',
  'an end that knows of less is left to a reading');
select is(pg_temp.hear(0.006, 'canceled', '{"cost": "300", "average": "50000"}'),
  'canceled 0.006 300 50000 0 t', 'it ended');
select is(pg_temp.hear(0.007, 'open', '{"cost": "350", "average": "50000"}'),
  'canceled 0.007 350 50000 0 t', 'a late fill counts, the end stays');
select throws_ok($$ select pg_temp.hear(0.007, 'open', '{"id": "another"}') $$, 'LCR08', null,
  'an event of another order is refused');

select * from finish();
rollback;
