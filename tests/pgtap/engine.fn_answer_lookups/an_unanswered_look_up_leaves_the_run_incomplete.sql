begin;
select plan(1);

select fixture.stage(1);
select fixture.begin_entry(1, 'r1', 0.01);
select fixture.pass_time(1, '1 minute');
set local role tradekeel_bridge;
select fixture.call_begin_run(1);
select fixture.call_reconcile(1);
select is(fixture.call_finish(1) ->> 'state', 'incomplete', 'nobody answered');

select * from finish();
rollback;
