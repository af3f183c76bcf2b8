begin;
select plan(8);

select is(
  ops.fn_read_health() #> '{database,drift}', 'null', 'not known before somebody compared'
);
set local role tradekeel_bridge;
select is(engine.fn_report_drift(2, '["grants: a", "missing: b"]'), 2, 'reported');
select is(engine.fn_report_drift(3, '["grants: a"]'), 3, 'again: the last one counts');
reset role;
set local role tradekeel_auditor;
select is(ops.fn_read_health() #>> '{database,drift}', '3', 'health has the count');
select is(ops.fn_read_status() -> 'driftFindings', '["grants: a"]', 'status has the lines');
reset role;
select ok(
  ops.fn_read_health() -> 'degraded'
  @> '[{"reason": "3 objects differ from what was applied", "runbook": "schema-drift"}]',
  'and health is degraded'
);
select engine.fn_report_drift(0, '[]');
select ok(not (ops.fn_read_health() -> 'degraded')::text like '%differ%', 'until it is gone');
select is(
  fixture.roles_that_may($$select engine.fn_report_drift(0, '[]')$$),
  array['tradekeel_bridge'], 'for the bridge alone'
);

select * from finish();
rollback;
