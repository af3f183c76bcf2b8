begin;
select plan(8);

select fixture.stage(1);
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0, 'open');
create function pg_temp.refused(p_change jsonb) returns text
language sql as $$
  select left(fixture.refusal(format(
    'select lifecycle.record_fills(fixture.order_of(1), %L)', jsonb_build_array(
      fixture.trade(1, 'r1', 't1', 0.001), fixture.trade(1, 'r1', 't2', 0.001) || p_change))), 5)
$$;
select is(pg_temp.refused('{"order": "other"}'), 'LCR08', 'of another order');
select is(pg_temp.refused('{"side": "sell"}'), 'LCR08', 'of the other side');
select is(pg_temp.refused('{"symbol": "ETH/USDT"}'), 'LCR08', 'of another symbol');
select is(pg_temp.refused('{"amount": "0.00"}'), 'LCR07', 'of nothing');
select is(
  pg_temp.refused('{"price": "1000000000000000000", "cost": null, "amount": "100"}'), 'LCR07',
  'that costs more than an order can'
);
select is(
  pg_temp.refused('{"fee": {"cost": "1000000000000000001", "currency": "USDT"}}'), 'LCR07',
  'with a fee beyond what an order can cost'
);
select is(pg_temp.refused('{"timestamp": 9999999999999}'), 'LCR07', 'in the far future');
select is_empty('select from lifecycle.fills', 'nothing was recorded');

select * from finish();
rollback;
