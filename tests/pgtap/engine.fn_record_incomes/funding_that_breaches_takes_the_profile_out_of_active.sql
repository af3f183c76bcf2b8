begin;
select plan(7);

select fixture.stage(1, 'binanceusdm', 'swap');
select fixture.take_position(1, 'r1', 0.01);
select fixture.leave_available(1, 1);
set local role tradekeel_bridge;
select is(
  fixture.call_incomes(1, jsonb_build_array(fixture.income(1, '{"amount": "-1"}'))), '1 0 0',
  'down to nothing'
);
reset role;
select is(fixture.amounts(1), '501 0 500 -1 active', 'is no breach');
set local role tradekeel_bridge;
select is(
  fixture.call_incomes(1, jsonb_build_array(fixture.income(1, '{"id": "i2", "amount": "-0.01"}'))),
  '1 0 0', 'a hundredth more is recorded'
);
reset role;
select is(fixture.amounts(1), '501 0 500 -1.01 breached', 'and the profile is out of active');
select is(fixture.incidents(1), 'capital_breached critical', 'with an incident');
select is(
  (select d.label from health.counter_deltas as d
    where d.counter = 'capital_invariant_violations'), 'funding', 'counted by its kind'
);
select is_empty('select * from fixture.violations()', 'fold and derivation give the row');

select * from finish();
rollback;
