-- Rejected; another profile took the coin meanwhile; then the first turns out to be filled.
begin;
select plan(4);

select fixture.stage(1);
select fixture.add_profile(1, 11);
select * from engine.fn_acquire_entry_lock(
  fixture.user_id(1), fixture.profile_id(11), 'BTC/USDT', fixture.token(1), 100);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
select engine.fn_record_rejected(fixture.user_id(1),
  (fixture.call_begin_entry(1) ->> 'attempt_id')::uuid, fixture.token(1), '{}');
select fixture.call_begin_entry(1, jsonb_build_object('profile_id', fixture.profile_id(11)));
select is(
  fixture.call_persist(1, 'r1', 0.01, 'closed',
    jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.01))) ->> 'attempt_state',
  'confirmed', 'it is recorded all the same'
);
select is(fixture.positions(1), 'long open 0.01 500 0', 'held');
reset role;
select is(
  fixture.rows('select kind from health.incidents order by kind'),
  '(claim_conflict) (late_truth)', 'two incidents'
);
select is(
  fixture.rows('select distinct check_view::text from fixture.violations()'),
  '(health.check_exclusivity_holdings_are_claimed)', 'and the check view names the holding'
);

select * from finish();
rollback;
