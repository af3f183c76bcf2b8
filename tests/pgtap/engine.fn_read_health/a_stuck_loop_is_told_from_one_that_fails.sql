begin;
select plan(6);

select fixture.make_tenant(1);
select fixture.make_ready(1);
set local role tradekeel_bridge;
select engine.fn_heartbeat(
         fixture.user_id(1), fixture.account_id(1), fixture.token(1), fixture.token(1), l.loop,
         'succeeded', 1, null)
  from unnest(array['trading', 'monitor', 'reconciliation', 'capital_watchdog']) as l (loop);
select is(engine.fn_read_health() ->> 'status', 'ok', 'four loops turn');
select engine.fn_heartbeat(
  fixture.user_id(1), fixture.account_id(1), fixture.token(1), fixture.token(1), 'monitor',
  'failed', 1, 'NetworkError: user 11111111-0000-4000-8000-000000000001');
select is(engine.fn_read_health() ->> 'status', 'degraded', 'one that fails turns');
select is(
  engine.fn_read_health() #>> '{loops,monitor,error}', 'NetworkError', 'the class of its error'
);
select is(engine.fn_read_health() #>> '{loops,trading,error}', null, 'and no other has one');
reset role;
update health.loops set started_at = null, succeeded_at = succeeded_at - interval '1 hour'
 where loop = 'reconciliation';
update locks.account_leases set acquired_at = acquired_at - interval '1 hour';
set local role tradekeel_bridge;
select is(
  engine.fn_read_health() #> '{atRisk,0}',
  '{"promise": "convergence", "reason": "loop reconciliation is stuck for 1 accounts",
    "runbook": "loop-health"}'::jsonb, 'one that stands still puts its promise at risk'
);
select cmp_ok(
  (engine.fn_read_health() #>> '{loops,reconciliation,lagSeconds}')::numeric, '>', 3590::numeric,
  'and says how far it is behind'
);

select * from finish();
rollback;
