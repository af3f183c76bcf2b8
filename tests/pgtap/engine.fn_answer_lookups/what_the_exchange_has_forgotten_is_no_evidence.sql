begin;
select plan(1);

select fixture.stage(1);
select fixture.begin_entry(1, 'r1', 0.01);
update meta.exchanges set retention_seconds = 30;
select fixture.pass_time(1, '1 minute');
set local role tradekeel_bridge;
select fixture.call_run(1);
reset role;
select is((fixture.attempt(1)).absent_first_at, null, 'older than the exchange remembers');

select * from finish();
rollback;
