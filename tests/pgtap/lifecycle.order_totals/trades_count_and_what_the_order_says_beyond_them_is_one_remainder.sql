begin;
select plan(9);

select fixture.stage(1);
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0.004, 'open',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.004, 50000, '0.2')));
create function pg_temp.totals(p_changes jsonb default '{}') returns text
language sql as $$
  select format('%s %s %s %s %s', trim_scale(t.quantity), trim_scale(t.cost),
           trim_scale(t.fee_quote), trim_scale(t.fee_base), trim_scale(t.traded))
    from lifecycle.order_totals(
      jsonb_populate_record(fixture.order_of(1), p_changes)) as t
$$;
select is(pg_temp.totals(), '0.004 200 0.2 0 0.004', 'what is traded, no more');
select is(
  pg_temp.totals('{"filled": 0.01, "cost": 501, "average": 50100}'), '0.01 501 0.2 0 0.004',
  'more filled than traded: the order''s own cost'
);
select is(
  pg_temp.totals('{"filled": 0.01, "cost": 0, "average": 50100}'), '0.01 500.6 0.2 0 0.004',
  'without a cost: the rest at its average'
);
select is(
  pg_temp.totals('{"filled": 0.01, "cost": 0, "average": null, "price": 49000}'),
  '0.01 494 0.2 0 0.004', 'without an average: at its price'
);
select is(
  pg_temp.totals('{"filled": 0.01, "cost": 0, "average": null, "price": null}'),
  '0.01 500 0.2 0 0.004', 'without a price: at the latest price'
);
select is(
  pg_temp.totals('{"filled": 0.01, "cost": 501, "stated_fee_quote": 0.5, "stated_fee_base": 0.1}'),
  '0.01 501 0.5 0.1 0.004', 'while trades are missing the order''s own fees count'
);
select is(
  pg_temp.totals('{"filled": 0.004, "stated_fee_quote": 0.5}'), '0.004 200 0.2 0 0.004',
  'with all trades there, only theirs'
);
select is(
  pg_temp.totals('{"filled": 0.001, "cost": 1}'), '0.004 200 0.2 0 0.004',
  'trades beyond what the order says are true'
);
delete from lifecycle.latest_prices;
select is(
  pg_temp.totals('{"filled": 0.01, "cost": 0, "average": null, "price": null}'),
  '0.01 200 0.2 0 0.004', 'and with no price anywhere the rest costs nothing, until trades come'
);

select * from finish();
rollback;
