begin;
select plan(3);

select fixture.stage(1, 'binanceusdm', 'swap');
select fixture.limit_profile(1, '{"max_daily_loss": "5"}');
select fixture.call_incomes(1, jsonb_build_array(fixture.income(1, '{"amount": "-4.99"}')));
set local role tradekeel_bridge;
select is(fixture.refused_entry(1, '{"request_id": "a"}'), 'not refused', '4.99 of 5');
reset role;
select fixture.call_incomes(1, jsonb_build_array(
  fixture.income(1, '{"id": "2", "amount": "-0.01"}')));
select fixture.take_lock(1, 'ETH/USDT:USDT');
set local role tradekeel_bridge;
select matches(
  fixture.refused_entry(1,
    '{"request_id": "b", "symbol": "ETH/USDT:USDT", "quantity": "0.1"}'),
  '^LCR15 profile=.* day=.* lost=5[.]0* maximum=5$', 'funding is a loss too'
);
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
