begin;
select plan(5);

select fixture.stage(1);
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0, 'open');
create function pg_temp.read(p_changes jsonb) returns text
language sql as $$
  select fixture.refusal(format(
    'select lifecycle.take_reading(fixture.order_of(1), %L, now())',
    fixture.reading(1, 'r1', 0, 'open') || p_changes))
$$;
select is(pg_temp.read('{}'), 'not refused', 'its own');
select matches(pg_temp.read('{"id": "other"}'), '^LCR08 order=', 'another exchange id');
select matches(pg_temp.read('{"id": null}'), '^LCR08 order=', 'none');
select matches(pg_temp.read('{"side": "sell"}'), '^LCR08 order=', 'another side');
select matches(pg_temp.read('{"symbol": "ETH/USDT"}'), '^LCR08 order=', 'another symbol');

select * from finish();
rollback;
