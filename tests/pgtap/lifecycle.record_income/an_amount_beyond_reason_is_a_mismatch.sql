begin;
select plan(4);

select fixture.stage(1);
set local role tradekeel_bridge;
select is(
  fixture.call_incomes(1, jsonb_build_array(
    fixture.income(1, '{"currency": "BTC", "amount": "-1e20"}'),
    fixture.income(1, '{"id": "i2", "amount": "1000000000000000001"}'))), '0 0 2', 'nobody has that'
);
reset role;
select is(fixture.mismatches(1), 'unpriced_fee open 1, unpriced_fee open 1', 'one each');
select is(fixture.amounts(1), '1000 0 0 0 active', 'no money moved');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
