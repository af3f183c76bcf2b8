begin;
select plan(3);

select fixture.stage(1);
select fixture.begin_entry(1, 'r1', 0.01);
select fixture.pass_time(1, '1 minute');
set local role tradekeel_bridge;
select fixture.call_begin_run(1);
select fixture.call_reconcile(1);
create temporary table answers as
select jsonb_agg(jsonb_build_object(
         'lookup_id', l.value -> 'lookup_id', 'outcome', 'not_found')) as answers
  from jsonb_array_elements(fixture.asked(1)) as l;
select is(
  (select a.answered from fixture.newest_run(1) as r, engine.fn_answer_lookups(
     fixture.user_id(1), r.run_id, fixture.token(1), r.lock_term,
     (select answers from answers)) as a), 1, 'taken'
);
select is(
  (select a.answered from fixture.newest_run(1) as r, engine.fn_answer_lookups(
     fixture.user_id(1), r.run_id, fixture.token(1), r.lock_term,
     (select answers from answers)) as a), 0, 'not again'
);
reset role;
select is(jsonb_array_length((fixture.attempt(1)).evidence), 1, 'one piece of evidence');

select * from finish();
rollback;
