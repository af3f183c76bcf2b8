begin;
select plan(6);

select fixture.stage(1);
select fixture.make_tenant(2);
select fixture.begin_entry(1, 'r1', 0.01);
create temporary table attempt as select (fixture.attempt(1)).attempt_id as id;
grant select on attempt to public;
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select results_eq(
  $$ select left(fixture.refusal(format('select ops.fn_decide_not_placed(%L, %L, %L)',
       fixture.user_id(a.n), t.id, a.reason)), 5)
       from attempt as t, (values (2, ''), (2, null), (2, repeat('x', 501)), (2, 'x'), (1, 'x')
       ) as a (n, reason) $$,
  $$ values ('OPR01'), ('OPR01'), ('OPR01'), ('TNR01'), ('LCC04') $$,
  'the reason, the attempt, its stage'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
select engine.fn_record_unknown(fixture.user_id(1), a.id, fixture.token(1), '{}') from attempt as a;
set local role tradekeel_operator;
select is(
  (select left(fixture.refusal(format('select ops.fn_decide_not_placed(%L, %L, %L)',
     fixture.user_id(1), t.id, 'x')), 5) from attempt as t), 'LCC04', 'before the horizon'
);
reset role;
update lifecycle.attempts set send_deadline = clock_timestamp() - interval '1 second',
  horizon_at = clock_timestamp() - interval '1 second';
set local role tradekeel_operator;
select is(
  (select left(fixture.refusal(format('select ops.fn_decide_not_placed(%L, %L, %L)',
     fixture.user_id(1), t.id, 'x')), 5) from attempt as t), 'LCC04', 'less than a lag after it'
);
reset role;
select fixture.call_persist(1, 'r1', 0, 'open');
select fixture.pass_time(1, '1 minute');
set local role tradekeel_operator;
select is(
  (select left(fixture.refusal(format('select ops.fn_decide_not_placed(%L, %L, %L)',
     fixture.user_id(1), t.id, 'x')), 5) from attempt as t), 'LCC04', 'a confirmed one'
);
reset role;
select is(
  fixture.roles_that_may($$ select ops.fn_decide_not_placed(
    fixture.user_id(1), fixture.user_id(1), 'x') $$),
  array['tradekeel_operator'], 'and only operators may'
);

select * from finish();
rollback;
