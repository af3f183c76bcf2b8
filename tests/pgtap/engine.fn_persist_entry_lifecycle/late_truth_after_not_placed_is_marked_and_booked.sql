begin;
select plan(5);

select fixture.stage(1);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
select engine.fn_record_unknown(fixture.user_id(1),
  (fixture.call_begin_entry(1) ->> 'attempt_id')::uuid, fixture.token(1), '{}');
select is(fixture.find_absent(1, 'r1'), 'not_placed', 'proved absent twice');
select is(fixture.amounts(1), '1000 0 0 0 active', 'all is given back');
select fixture.call_persist(1, 'r1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.01)));
reset role;
select is(
  fixture.rows($$ select (fixture.attempt(1)).state, (fixture.attempt(1)).is_late $$),
  '(confirmed,t)', 'and yet it was there'
);
select is(fixture.amounts(1), '1000 0 500 0 active', 'booked');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
