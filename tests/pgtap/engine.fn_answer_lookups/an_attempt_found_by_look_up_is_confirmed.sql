begin;
select plan(7);

select fixture.stage(1);
select fixture.begin_entry(1, 'r1', 0.01);
select fixture.pass_time(1, '1 minute');
set local role tradekeel_bridge;
select fixture.call_begin_run(1);
select is(
  (select l.value ->> 'client_order_text'
     from jsonb_array_elements(fixture.call_reconcile(1) -> 'lookups') as l),
  (fixture.attempt(1)).client_order_text, 'it is asked for by its client order id'
);
select is(
  fixture.call_answer(
    1, 'found', fixture.reading(1, 'r1', 0.01, 'closed'),
    jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.01))),
  '{"answered": 1, "lookups": []}', 'one answer taken, none open'
);
select fixture.call_finish(1);
reset role;
select is((fixture.attempt(1)).state, 'confirmed', 'confirmed');
select is((fixture.attempt(1)).is_late, false, 'not late: nothing else was said before');
select is(fixture.positions(1), 'long open 0.01 500 0', 'and what it filled is held');
select is(fixture.mismatches(1), 'attempt_unresolved healed 1', 'the mismatch is healed');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
