-- Binance's order says closed before its trades, which carry the fee, can be read.
begin;
select plan(6);

select fixture.stage(1);
select fixture.leave_available(1, 506.01);
select fixture.limit_profile(1, '{"cushion_rate": "0"}');
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0.01, 'closed');
select fixture.settle(1, 'r1', 0.01, 'closed');
select is(
  fixture.amounts(1), '506.01 6.01 500 0 active',
  'closed and read twice more: the fee buffer stays reserved'
);
select fixture.take_lock(1, 'ETH/USDT');
select matches(
  fixture.refused_entry(1, '{"request_id": "r2", "symbol": "ETH/USDT", "quantity": "0.0025"}'),
  '^LGR01', 'so nobody can reserve it again'
);
select fixture.settle(1, 'r1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.01, 50000, '6')));
select is(fixture.amounts(1), '506.01 0 500 -6 active', 'the fee comes, nothing is breached');
reset role;
select is((fixture.intent(1)).outcome, 'filled', 'now it is settled');
select is(
  (select count(*)::integer from health.incidents), 0, 'without an incident'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
