begin;
select plan(3);

select fixture.stage(1);
select fixture.begin_entry(1, 'r1', 0.01);
select fixture.pass_time(1, '1 minute');
set local role tradekeel_bridge;
select is(
  fixture.call_run(1, fixture.document(), 'failed'),
  '{"state": "incomplete", "is_ready": false, "mismatches_found": 1, "mismatches_healed": 0,
    "mismatches_open": 1}', 'the run measured nothing'
);
reset role;
select is((fixture.attempt(1)).absent_first_at, null, 'no absence on record');
select is(
  (select count(*)::integer from health.counter_deltas as d
    where d.counter = 'reconciliation_unmeasured'),
  1, 'counted apart'
);

select * from finish();
rollback;
