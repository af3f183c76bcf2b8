begin;
select plan(6);

select fixture.stage(1);
select fixture.begin_entry(1, 'r1', 0.01);
select engine.fn_record_rejected(
  fixture.user_id(1), (fixture.attempt(1)).attempt_id, fixture.token(1), '{}');
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document(
  jsonb_build_array(fixture.reading(1, 'r1', 0.004, 'open'))));
reset role;
select is((fixture.attempt(1)).state, 'confirmed', 'the exchange has it');
select ok((fixture.attempt(1)).is_late, 'marked late');
select is(fixture.positions(1), 'long open 0.004 200 0', 'what it filled is held');
select is(fixture.incidents(1), 'late_truth critical', 'an incident is open');
select is(fixture.mismatches(1), 'order_missing_in_database healed 1', 'noted and healed');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
