begin;
select plan(4);

select fixture.stage(1);
select fixture.begin_entry(1, 'r1', 0.01);
select engine.fn_record_unknown(
  fixture.user_id(1), (fixture.attempt(1)).attempt_id, fixture.token(1), '{}');
select fixture.pass_time(1, '1 minute');
select ops.fn_decide_not_placed(
  fixture.user_id(1), (fixture.attempt(1)).attempt_id, 'I looked badly');
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document(
  jsonb_build_array(fixture.reading(1, 'r1', 0.004, 'open'))));
reset role;
select is((fixture.attempt(1)).state, 'confirmed', 'confirmed');
select ok((fixture.attempt(1)).is_late, 'late');
select is(fixture.positions(1), 'long open 0.004 200 0', 'what it filled is held');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
