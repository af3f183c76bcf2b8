begin;
select plan(2);

select fixture.stage(1);
select fixture.begin_entry(1, 'r1', 0.01);
select fixture.pass_time(1, '1 minute');
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document(jsonb_build_array(
  fixture.reading(1, 'r1', 0, 'open') || '{"clientOrderId": null}')));
reset role;
select is((fixture.attempt(1)).absent_first_at, null, 'it could be ours');
select is(fixture.mismatches(1), 'attempt_unresolved open 1', 'nor is it judged foreign');

select * from finish();
rollback;
