begin;
select plan(8);

select fixture.stage(1);
select fixture.leave_available(1, 506.01);
select fixture.limit_profile(1, '{"cushion_rate": "0"}');
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0.004, 'open',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.004, 50000, '306.02')));
select is(fixture.amounts(1), '506.01 0 200 -306.02 breached', 'a fee beyond everything');
select fixture.call_persist(1, 'r1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 't2', 0.006, 50000, '1')));
select is(fixture.amounts(1), '506.01 0 500 -307.02 breached', 'and what follows is booked too');
reset role;
select is(
  fixture.rows('select kind, state, occurrence_count from health.incidents'),
  '(capital_breached,open,2)', 'one incident, seen twice'
);
select is(
  (select count(*)::integer from health.counter_deltas as d
    where d.counter = 'capital_invariant_violations'), 1, 'counted once'
);
set local role tradekeel_bridge;
select fixture.take_lock(1, 'ETH/USDT');
select matches(
  fixture.refused_entry(1, '{"request_id": "r2", "symbol": "ETH/USDT", "quantity": "0.01"}'),
  '^LGR02', 'no further entry begins'
);
select fixture.settle(1, 'r1', 0.01, 'closed');
select is(
  fixture.call_begin_exit(1) -> 'may_send', 'true', 'exits work as before'
);
select fixture.call_persist(1, 'x1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'x1', 't3', 0.01, 90000)), 90000);
select fixture.settle(1, 'x1', 0.01, 'closed', '[]', 90000);
select is(
  fixture.amounts(1), '506.01 0 0 92.98 breached',
  'what they bring does not make it active by itself: a person resumes it'
);
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
