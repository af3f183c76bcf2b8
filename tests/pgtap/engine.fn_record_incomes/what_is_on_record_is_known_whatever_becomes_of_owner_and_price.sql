begin;
select plan(5);

select fixture.stage(1, 'binanceusdm', 'swap');
select fixture.call_incomes(1, jsonb_build_array(
  fixture.income(1, '{"kind": "interest", "symbol": null, "amount": "-1"}')));
select engine.fn_record_prices(fixture.user_id(1), fixture.account_id(1),
  '[{"symbol": "BNB/USDT", "last": "600"}]');
select fixture.call_incomes(1, jsonb_build_array(
  fixture.income(1, '{"kind": "rebate", "currency": "BNB", "amount": "0.01"}')));
select is(fixture.amounts(1), '1000 0 0 5 active', 'both counted');
select fixture.add_profile(1, 3);
delete from lifecycle.latest_prices where symbol = 'BNB/USDT';
set local role tradekeel_bridge;
select is(
  fixture.call_incomes(1, jsonb_build_array(
    fixture.income(1, '{"kind": "interest", "symbol": null, "amount": "-1"}'),
    fixture.income(1, '{"kind": "rebate", "currency": "BNB", "amount": "0.01"}'))),
  '0 2 0', 'a second profile came and a price went: known all the same'
);
reset role;
select is(fixture.mismatches(1), 'none', 'no mismatch');
select is(fixture.amounts(1), '1000 0 0 5 active', 'no money');
select is_empty('select * from fixture.violations()', 'fold and derivation give the row');

select * from finish();
rollback;
