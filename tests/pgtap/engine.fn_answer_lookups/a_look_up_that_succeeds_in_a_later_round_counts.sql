begin;
select plan(2);

select fixture.stage(1);
select fixture.begin_entry(1, 'r1', 0.01);
select fixture.pass_time(1, '1 minute');
set local role tradekeel_bridge;
select fixture.call_begin_run(1);
select fixture.call_reconcile(1);
select fixture.call_answer(1, 'failed');
select fixture.call_answer(1, 'found', fixture.reading(1, 'r1', 0, 'open'));
select is(fixture.call_finish(1) ->> 'state', 'finished', 'the run is complete');
reset role;
select is((fixture.attempt(1)).state, 'confirmed', 'and the attempt resolved');

select * from finish();
rollback;
