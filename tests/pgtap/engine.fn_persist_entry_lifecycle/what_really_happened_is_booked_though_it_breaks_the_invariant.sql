-- All that is available was reserved; the fill is 5 USDT dearer, with fee, than the reservation.
begin;
select plan(5);

select fixture.stage(1);
select fixture.leave_available(1, 506.01);
select fixture.limit_profile(1, '{"cushion_rate": "0"}');
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.01, 51000, '1.01')), 51000);
select is(
  fixture.amounts(1), '506.01 0 510 -1.01 breached',
  'recorded to the last digit, and the same statement took the profile out of active'
);
reset role;
select is((select c.available from ledger.capital as c), -5.00, 'available is below zero');
select is(
  fixture.rows('select kind, level, subject, state, occurrence_count from health.incidents'),
  format('(capital_breached,critical,%s,open,1)', fixture.profile_id(1)), 'one incident is open'
);
select is(
  fixture.rows($$ select counter, label, delta from health.counter_deltas
    where counter = 'capital_invariant_violations' $$),
  '(capital_invariant_violations,entry_fill,1)', 'and counted'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
