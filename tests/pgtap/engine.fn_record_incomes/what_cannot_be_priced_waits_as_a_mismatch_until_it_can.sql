begin;
select plan(9);

select fixture.stage(1, 'binanceusdm', 'swap');
select fixture.take_position(1, 'r1', 0.01);
select fixture.call_incomes(1, '[]');
create temporary table before as select fixture.amounts(1) as amounts;
set local role tradekeel_bridge;
select is(
  fixture.call_incomes(1, jsonb_build_array(
    fixture.income(1, '{"currency": "BNB", "amount": "-0.01"}'))), '0 0 1', 'BNB has no price'
);
reset role;
select is(fixture.amounts(1), (select amounts from before), 'no money moved');
select is(fixture.mismatches(1), 'unpriced_fee open 1', 'it is a mismatch');
select is(
  (select m.subject || ((m.detail -> 'income') - 'timestamp')::text
     from reconciliation.mismatches as m),
  'income:funding:i1{"id": "i1", "kind": "funding", "amount": "-0.01", '
  '"symbol": "BTC/USDT:USDT", "currency": "BNB"}', 'which names it'
);
set local role tradekeel_bridge;
select is(
  fixture.call_incomes(1, jsonb_build_array(
    fixture.income(1, '{"currency": "BNB", "amount": "-0.01"}'))), '0 0 1', 'asked again'
);
select engine.fn_record_prices(fixture.user_id(1), fixture.account_id(1),
  '[{"symbol": "BNB/USDT", "last": "600"}]');
select is(
  fixture.call_incomes(1, jsonb_build_array(
    fixture.income(1, '{"currency": "BNB", "amount": "-0.01"}'))), '1 0 0', 'with a price it counts'
);
reset role;
select is(fixture.amounts(1), '1000 0 500 -6 active', '0.01 at 600');
select is(fixture.mismatches(1), 'unpriced_fee healed 1', 'and the mismatch is healed');
select is_empty('select * from fixture.violations()', 'fold and derivation give the row');

select * from finish();
rollback;
