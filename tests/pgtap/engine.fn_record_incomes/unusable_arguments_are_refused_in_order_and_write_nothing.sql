begin;
select plan(4);

select fixture.stage(1, 'binanceusdm', 'swap');
select fixture.take_position(1, 'r1', 0.01);
create temporary table before as select fixture.digest() as digest;
create function pg_temp.refused(p_changes jsonb) returns text
language sql as $$
  select fixture.refusal(format('select fixture.call_incomes(1, %L)', jsonb_build_array(
    fixture.income(1, '{"id": "good"}'), fixture.income(1, p_changes))))
$$;
set local role tradekeel_bridge;
select is_empty(
  $$ select w.changes, pg_temp.refused(w.changes)
       from (values
         ('{"id": null}'::jsonb, 'LCR07 field=id'), ('{"id": ""}', 'LCR07 field=id'),
         (jsonb_build_object('id', repeat('i', 201)), 'LCR07 field=id'),
         ('{"kind": null}', 'LCR07 field=id, kind'), ('{"kind": "gift"}', 'LCR07 field=id, kind'),
         ('{"currency": null}', 'LCR07 field=id, kind'), ('{"amount": null}', 'LCR07 field=id'),
         ('{"amount": 1.5}', 'LCR07 field=amount'), ('{"amount": "NaN"}', 'LCR07 field=amount'),
         ('{"amount": "Infinity"}', 'LCR07 field=amount'),
         (jsonb_build_object('amount', repeat('9', 40)), 'LCR07 field=amount'),
         ('{"amount": "-1e21"}', 'LCR07 field=amount'),
         ('{"timestamp": null}', 'LCR07 field=id, kind'),
         ('{"timestamp": 99999999999999}', 'LCR07 field=timestamp'),
         ('{"timestamp": "yesterday"}', 'LCR07 field=timestamp'),
         ('{"symbol": {}}', 'LCR07 field=symbol')
       ) as w (changes, wanted)
      where not starts_with(pg_temp.refused(w.changes), w.wanted) $$,
  'each is refused by name, and the good one with it'
);
select is_empty(
  $$ select w.sql, fixture.refusal(w.sql)
       from (values
         ('select fixture.call_incomes(1, null)', 'RCR01 incomes'),
         ('select fixture.call_incomes(9, null)', 'RCR01 incomes'),
         ('select fixture.call_incomes(1, ''{}'')', 'RCR01 incomes'),
         ('select fixture.call_incomes(9, ''[1]'')', 'TNR01 account='),
         (format('select * from engine.fn_record_incomes(%L, %L, ''[1]'')',
           fixture.user_id(2), fixture.account_id(1)), 'TNR01 account='),
         ('select fixture.call_incomes(1, ''[1]'')', 'LCR07 field=income')
       ) as w (sql, wanted)
      where not starts_with(fixture.refusal(w.sql), w.wanted) $$,
  'the shape, then whose account it is, then the fields'
);
select is(fixture.call_incomes(1, '[]'), '0 0 0', 'no income is no error');
reset role;
select is(fixture.digest(), (select digest from before), 'nothing was written');

select * from finish();
rollback;
