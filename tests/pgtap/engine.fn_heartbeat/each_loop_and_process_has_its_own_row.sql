begin;
select plan(1);

select engine.fn_start_instance(fixture.token(1), fixture.token(1), 'v', 'h');
select engine.fn_start_instance(fixture.token(2), fixture.token(2), 'v', 'h');
set local role tradekeel_bridge;
select engine.fn_heartbeat(fixture.token(n), fixture.token(n), l.loop, 'succeeded', 1, null)
  from generate_series(1, 2) as n,
       unnest(array['trading', 'monitor', 'reconciliation', 'capital_watchdog']) as l (loop);
reset role;
select is((select count(*)::integer from health.loops), 8, 'four of each of two');

select * from finish();
rollback;
