begin;
select plan(4);

-- A replica that lags answers later and knows less: it neither settles an order nor changes money.
select fixture.stage(1);
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0.006, 'canceled');
create function pg_temp.read(
  p_filled numeric, p_status text, p_average text default '50000', p_fee text default '0.3'
) returns text
language sql as $$
  select format('%s %s %s %s', o.status, trim_scale(o.average), o.stated_fee_quote,
      o.stable_readings)
    from lifecycle.take_reading(
      fixture.order_of(1), fixture.reading(1, 'r1', p_filled, p_status) || jsonb_build_object(
        'average', p_average, 'fee', jsonb_build_object('currency', 'USDT', 'cost', p_fee)),
      clock_timestamp()) as o
$$;
select is(pg_temp.read(0.006, 'canceled'), 'canceled 50000 0.3 1', 'a reading that agrees counts');
select is(
  pg_temp.read(0.004, 'open', '49000', '0.2'), 'canceled 50000 0.3 1',
  'one from before the last fill does not count, nor do its average and fee'
);
select is(
  pg_temp.read(0.006, 'open'), 'canceled 50000 0.3 1', 'one from before the end does not count'
);
select is(pg_temp.read(0.006, 'canceled'), 'canceled 50000 0.3 2', 'the next that agrees does');

select * from finish();
rollback;
