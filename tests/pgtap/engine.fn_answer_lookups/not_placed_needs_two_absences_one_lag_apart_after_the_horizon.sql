begin;
select plan(9);

select fixture.stage(1);
select fixture.begin_entry(1, 'r1', 0.01);
select fixture.pass_time(1, '1 minute');
set local role tradekeel_bridge;
select fixture.call_run(1);
reset role;
select is((fixture.attempt(1)).state, 'unknown', 'absent once: unknown');
select isnt(fixture.amounts(1), '1000 0 0 0 active', 'it keeps its reservation');
set local role tradekeel_bridge;
select fixture.call_run(1);
reset role;
select is((fixture.attempt(1)).state, 'unknown', 'absent twice at once: still unknown');
select fixture.pass_time(1, '3 seconds');
set local role tradekeel_bridge;
select fixture.call_run(1);
reset role;
select is((fixture.attempt(1)).state, 'not_placed', 'absent again one lag later: not placed');
select is(fixture.amounts(1), '1000 0 0 0 active', 'its reservation is back');
select is((fixture.intent(1)).outcome, 'not_placed', 'and its slot');
select is(fixture.mismatches(1), 'attempt_unresolved healed 3', 'healed');
select is(jsonb_array_length((fixture.attempt(1)).evidence), 3, 'with its evidence');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
