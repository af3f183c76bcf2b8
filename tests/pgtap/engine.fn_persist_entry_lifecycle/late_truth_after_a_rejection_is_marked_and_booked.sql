begin;
select plan(7);

select fixture.stage(1);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
select engine.fn_record_rejected(fixture.user_id(1),
  (fixture.call_begin_entry(1) ->> 'attempt_id')::uuid, fixture.token(1), '{}');
select is(fixture.amounts(1), '1000 0 0 0 active', 'rejected: all is given back');
select fixture.call_persist(1, 'r1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.01, 50000, '0.5')));
select is(fixture.amounts(1), '1000 0 500 -0.5 active', 'and yet it was filled');
reset role;
select is(
  fixture.rows($$ select (fixture.attempt(1)).state, (fixture.attempt(1)).is_late $$),
  '(confirmed,t)', 'the attempt is confirmed, late'
);
select is(
  fixture.rows($$ select kind, level, detail ->> 'was' from health.incidents $$),
  '(late_truth,critical,rejected)', 'an incident says what it was'
);
select is(
  fixture.rows('select is_held, profile_id = fixture.profile_id(1) from tenancy.claims'), '(t,t)',
  'the claim is held again'
);
select fixture.settle(1, 'r1', 0.01, 'closed');
select is((fixture.intent(1)).outcome, 'filled', 'and the intent has the outcome that is true');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
