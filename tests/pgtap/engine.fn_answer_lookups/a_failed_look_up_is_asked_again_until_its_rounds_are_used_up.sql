begin;
select plan(7);

select fixture.stage(1);
select fixture.begin_entry(1, 'r1', 0.01);
select fixture.pass_time(1, '1 minute');
set local role tradekeel_bridge;
select fixture.call_begin_run(1);
select fixture.call_reconcile(1);
create temporary table asked as select fixture.asked(1) as lookups;
select is(
  fixture.call_answer(1, 'failed'),
  jsonb_build_object('answered', 0, 'lookups', (select a.lookups from asked as a)),
  'first round: open again'
);
select is(fixture.call_answer(1, 'failed') ->> 'answered', '0', 'second round: open again');
select is(
  fixture.call_answer(1, 'failed'), '{"answered": 1, "lookups": []}', 'third round: that is it'
);
select is(
  fixture.call_finish(1) - 'mismatches_healed',
  '{"state": "stuck", "is_ready": false, "mismatches_found": 1, "mismatches_open": 1}', 'stuck'
);
reset role;
select is(fixture.incidents(1), 'reconciliation_stuck warning', 'an incident is open');
select is((fixture.newest_run(1)).rounds, 3, 'three rounds on record');
select is((fixture.attempt(1)).absent_first_at, null, 'and no evidence');

select * from finish();
rollback;
