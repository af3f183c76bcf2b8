begin;
select plan(5);

select fixture.stage(1);
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0.006, 'canceled', jsonb_build_array(
  fixture.trade(1, 'r1', 't1', 0.006, 50000, '0.3')));
-- given: the exchange cut it down and made it cheaper, absences were counted, a reading counts
update lifecycle.orders
   set quantity = 0.008, price = 49000, absent_count = 2, absent_at = clock_timestamp(),
       stable_readings = 1, raw_status = 'CANCELED';
create temporary table before as select o.* from lifecycle.orders as o;
create temporary table amounts as select to_jsonb(c) - 'updated_at' as c from ledger.capital as c;
set local role tradekeel_bridge;
select is(
  (select string_agg(fixture.hear(1, jsonb_build_array(
      fixture.reading(1, 'r1', e.filled, e.status, e.price)
        || jsonb_build_object('amount', e.amount, 'rawStatus', 'OLD',
             'fee', '{"cost": "9", "currency": "USDT"}'::jsonb))), E'\n')
     from (values
       (0, 'open', 50000, '0.01'), (0.004, 'open', 51000, '0.01'), (0.006, 'open', 50000, '0.01'),
       (0.006, 'canceled', 50000, '0.01'), (0.004, 'expired', 50000, '0.01'),
       (0.006, 'closed', 50000, '0.006')) as e (filled, status, price, amount)),
  (select string_agg('0 changed 1 unchanged 0 fills 0 unknown 0 refused', E'\n')
     from generate_series(1, 6)), 'nothing of it is news'
);
reset role;
select results_eq(
  'select o.* from lifecycle.orders as o', 'select b.* from before as b',
  'status, amounts, price, words, absences and readings are what they were'
);
select is(
  (select to_jsonb(c) - 'updated_at' from ledger.capital as c), (select a.c from amounts as a),
  'so is the money'
);
select is(fixture.incidents(1), 'none', 'and nobody is called');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
