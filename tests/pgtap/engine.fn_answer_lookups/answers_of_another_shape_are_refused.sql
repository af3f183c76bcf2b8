begin;
select plan(3);

select fixture.stage(1);
select fixture.begin_entry(1, 'r1', 0.01);
select fixture.pass_time(1, '1 minute');
create temporary table shape (answers jsonb);
insert into shape values
  (null), ('{}'), ('[1]'), ('[{}]'), ('[{"outcome": "found"}]'),
  ('[{"lookup_id": "x", "outcome": "maybe"}]'), ('[{"lookup_id": "x"}]'),
  ('[{"lookup_id": "x", "outcome": "found"}]'),
  ('[{"lookup_id": "x", "outcome": "found", "order": null}]'),
  ('[{"lookup_id": "x", "outcome": "found", "order": "o"}]'),
  ('[{"lookup_id": "x", "outcome": "found", "order": {}, "trades": {}}]');
grant select on shape to public;
set local role tradekeel_bridge;
select fixture.call_begin_run(1);
select fixture.call_reconcile(1);
reset role;
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_bridge;
select is(
  (select count(*)::integer from shape as s
    where fixture.refusal(format(
      'select engine.fn_answer_lookups(%L, %L, %L, %s, %L)', fixture.user_id(1),
      (fixture.newest_run(1)).run_id, fixture.token(1), (fixture.newest_run(1)).lock_term,
      s.answers)) like 'RCR01 answers wanted=%'),
  11, 'each is refused'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
set local role tradekeel_bridge;
select is(
  (select a.answered from fixture.newest_run(1) as r, engine.fn_answer_lookups(
     fixture.user_id(1), r.run_id, fixture.token(1), r.lock_term,
     '[{"lookup_id": "no such", "outcome": "failed"}]') as a), 0,
  'an answer that nobody asked for is not taken'
);

select * from finish();
rollback;
