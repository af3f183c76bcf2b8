begin;
select plan(12);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01, 50000, '0.5');
select fixture.leave_available(1, 1);
select fixture.call_incomes(1, jsonb_build_array(
  fixture.income(1, '{"kind": "interest", "amount": "-1.25"}')));
select is(fixture.amounts(1), '501.5 0 500 -1.75 breached', 'what happened is recorded');
select is(
  (select sum(d.delta) from health.counter_deltas as d
    where d.counter = 'capital_invariant_violations'), 1::numeric, 'counted'
);
select is(fixture.incidents(1), 'capital_breached critical', 'an incident');
select fixture.take_lock(1, 'BTC/USDT');
set local role tradekeel_bridge;
select matches(fixture.refused_entry(1, '{"request_id": "r2"}'), '^LGR02 ', 'no entries');
reset role;
select ops.fn_allocate_capital(fixture.user_id(1), fixture.profile_id(1), fixture.token(3), 100);
select is(fixture.amounts(1), '601.5 0 500 -1.75 breached', 'more capital does not end it');
select ops.fn_pause_profile(fixture.user_id(1), fixture.profile_id(1), 'x');
select engine.fn_check_capital(fixture.user_id(1), fixture.account_id(1));
select is(fixture.amounts(1), '601.5 0 500 -1.75 breached', 'nor pausing, nor the watchdog');
set local role tradekeel_bridge;
select is(fixture.refused_exit(1), 'not refused', 'exits work');
select fixture.call_persist(1, 'x1', 0.01, 'closed', jsonb_build_array(
  fixture.trade(1, 'x1', 't1', 0.01, 60000)), 60000);
reset role;
select is(fixture.amounts(1), '601.5 0 0 98.25 breached', 'nor a profit');
set local role tradekeel_operator;
select is(
  ops.fn_resume_profile(fixture.user_id(1), fixture.profile_id(1), 'topped up'), 'active',
  'only an operator, who proves it'
);
reset role;
select is(fixture.incidents(1), 'none', 'the incident is closed');
select is(
  (select i.closed_by is not null from health.incidents as i where i.kind = 'capital_breached'),
  true, 'and says by whom'
);
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
