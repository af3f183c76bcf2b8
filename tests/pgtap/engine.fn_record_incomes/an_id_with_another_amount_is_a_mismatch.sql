begin;
select plan(5);

select fixture.stage(1, 'binanceusdm', 'swap');
select fixture.take_position(1, 'r1', 0.01);
set local role tradekeel_bridge;
select is(
  fixture.call_incomes(1, jsonb_build_array(
    fixture.income(1), fixture.income(1, '{"amount": "-2.5"}'),
    fixture.income(1, '{"currency": "BUSD"}'))), '1 0 2', 'the first counts'
);
reset role;
select is(fixture.amounts(1), '1000 0 500 -1.5 active', 'only the first');
select is(fixture.mismatches(1), 'unpriced_fee open 1', 'the others are a mismatch');
select is(
  (select m.detail ->> 'recorded' from reconciliation.mismatches as m), '-1.5 USDT',
  'which says what is on record'
);
select is_empty('select * from fixture.violations()', 'fold and derivation give the row');

select * from finish();
rollback;
