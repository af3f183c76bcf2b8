begin;
select plan(3);

select fixture.stage(1);
select fixture.begin_entry(1, 'r1', 0.01);
update lifecycle.attempts set send_deadline = clock_timestamp() - interval '1 ms';
set local role tradekeel_bridge;
select fixture.call_run(1);
reset role;
select is((fixture.attempt(1)).absent_first_at, null, 'no absence on record');
select is((fixture.attempt(1)).evidence, '[]', 'and no evidence');
select is(fixture.mismatches(1), 'attempt_unresolved open 1', 'it stays unresolved');

select * from finish();
rollback;
