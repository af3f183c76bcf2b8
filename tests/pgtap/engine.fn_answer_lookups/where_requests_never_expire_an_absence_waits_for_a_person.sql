begin;
select plan(6);

select fixture.stage(1);
update meta.exchanges set expiry_window_ms = 0;
select fixture.begin_entry(1, 'r1', 0.01);
select fixture.pass_time(1, '1 minute');
set local role tradekeel_bridge;
select fixture.call_run(1);
reset role;
select fixture.pass_time(1, '1 minute');
set local role tradekeel_bridge;
select fixture.call_run(1);
reset role;
select is((fixture.attempt(1)).state, 'unknown', 'absent twice, and still it could arrive');
select is(jsonb_array_length((fixture.attempt(1)).evidence), 2, 'the evidence is kept');
set local role tradekeel_operator;
select is(
  ops.fn_decide_not_placed(fixture.user_id(1), (fixture.attempt(1)).attempt_id, 'I looked'),
  'not_placed', 'a person decides'
);
reset role;
select is(fixture.amounts(1), '1000 0 0 0 active', 'its reservation is back');
select is(fixture.mismatches(1), 'attempt_unresolved healed 2', 'and the mismatch is healed');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
