begin;
select plan(4);

select fixture.stage(1);
set local role tradekeel_bridge;
select engine.fn_record_prices(fixture.user_id(1), fixture.account_id(1),
  '[{"symbol": "BNB/USDT", "last": "600"}]');
reset role;
update lifecycle.latest_prices set observed_at = observed_at - interval '301 seconds'
 where symbol = 'BNB/USDT';
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.01, 50000, '0.001', 'BNB')));
select is(fixture.amounts(1), '1000 6.01 500 0 active', 'not at yesterday''s price');
select is(
  fixture.rows(format('select * from engine.fn_price_fees(%L, %L)',
    fixture.user_id(1), fixture.account_id(1))), '(0,1)', 'nor later'
);
select is(
  engine.fn_plan_monitoring(fixture.user_id(1), fixture.account_id(1)) ->> 'has_unpriced_fees',
  'true', 'the plan says that something waits'
);
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
