begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_ready(1);
set local role tradekeel_bridge;
create temporary table first_run as select fixture.call_begin_run(1) as run;
create temporary table second_run as select fixture.call_begin_run(1) as run;
reset role;
select is(
  (select r.state from reconciliation.runs as r, first_run as f
    where r.run_id = (f.run ->> 'run_id')::uuid), 'abandoned', 'the first is abandoned'
);
select cmp_ok(
  (select (s.run ->> 'lock_term')::bigint from second_run as s), '>',
  (select (f.run ->> 'lock_term')::bigint from first_run as f), 'the second has a new term'
);
set local role tradekeel_bridge;
select throws_ok(
  (select format('select engine.fn_reconcile(%L, %L, %L, %s, %L)', fixture.user_id(1),
     f.run ->> 'run_id', fixture.token(1), f.run ->> 'lock_term', fixture.document())
     from first_run as f),
  'RCC01', null, 'what the first read is refused'
);
select is(fixture.call_reconcile(1) ->> 'state', 'handling', 'the second goes on');

select * from finish();
rollback;
