begin;
select plan(3);

select fixture.stage(1, 'binanceusdm', 'swap');
select engine.fn_record_prices(fixture.user_id(1), fixture.account_id(1), jsonb_build_array(
  jsonb_build_object('symbol', 'BNB/USDT', 'last', '500', 'timestamp',
    floor(extract(epoch from clock_timestamp()) * 1000)::bigint - 1000)));
select engine.fn_record_prices(fixture.user_id(1), fixture.account_id(1),
  '[{"symbol": "BNB/USDT:USDT", "last": "600"}]');
set local role tradekeel_bridge;
select is(
  fixture.call_incomes(1, jsonb_build_array(
    fixture.income(1, '{"currency": "BNB", "amount": "-0.001234567890123456"}'))), '1 0 0', 'priced'
);
reset role;
select is(
  fixture.rows('select i.currency, trim_scale(i.amount), trim_scale(i.amount_quote)
                  from lifecycle.incomes as i'),
  '(BNB,-0.001234567890123456,-0.740740734074)',
  'both amounts are kept; the one in quote currency is rounded to 12 decimals'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
