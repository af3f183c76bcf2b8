begin;
select plan(5);

select fixture.make_tenant(1);
update health.instances set heartbeat_at = heartbeat_at - interval '2 seconds';
set local role tradekeel_bridge;
select engine.fn_heartbeat(
  fixture.user_id(1), fixture.account_id(1), fixture.token(1), fixture.token(1),
  'trading', 'started', 2.5, null);
reset role;
create temporary table after_start as select l.* from health.loops as l;
select results_eq(
  'select a.interval_seconds, a.started_at is not null, a.succeeded_at, a.failed_at, a.run_count,
          a.failure_count from after_start as a',
  'values (2.5, true, null::timestamptz, null::timestamptz, 0::bigint, 0::bigint)',
  'begun: no run is counted yet'
);
set local role tradekeel_bridge;
select engine.fn_heartbeat(
  fixture.user_id(1), fixture.account_id(1), fixture.token(1), fixture.token(1),
  'trading', 'failed', 2.5, repeat('e', 600));
reset role;
select results_eq(
  'select l.failed_at is not null, length(l.error), l.run_count, l.failure_count
     from health.loops as l',
  'values (true, 500, 1::bigint, 1::bigint)', 'failed: the error is kept, cut to 500'
);
set local role tradekeel_bridge;
select engine.fn_heartbeat(
  fixture.user_id(1), fixture.account_id(1), fixture.token(1), fixture.token(1),
  'trading', 'started', 3, null);
reset role;
select is((select length(l.error) from health.loops as l), 500, 'the next begin keeps it');
set local role tradekeel_bridge;
select engine.fn_heartbeat(
  fixture.user_id(1), fixture.account_id(1), fixture.token(1), fixture.token(1),
  'trading', 'succeeded', 3, null);
reset role;
select results_eq(
  'select l.interval_seconds, l.succeeded_at >= l.started_at, l.failed_at is not null, l.error,
          l.run_count, l.failure_count from health.loops as l',
  'values (3.0, true, true, null::text, 2::bigint, 1::bigint)', 'success clears it'
);
select ok(
  (select i.heartbeat_at >= i.started_at from health.instances as i), 'the process is alive'
);

select * from finish();
rollback;
