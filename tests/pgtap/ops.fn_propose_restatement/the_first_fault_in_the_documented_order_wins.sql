begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select results_eq(
  $$ select left(fixture.refusal(format('select ops.fn_propose_restatement(%L, %L, %L)',
       fixture.user_id(1), fixture.profile_id(2), a.reason)), 30)
       from (values (''), (null), (repeat('x', 501)), ('x')) as a (reason) $$,
  $$ values ('OPR01 reason wanted=1 to 500 c'), ('OPR01 reason wanted=1 to 500 c'),
       ('OPR01 reason wanted=1 to 500 c'),
       (left('TNR01 profile=' || fixture.profile_id(2), 30)) $$, 'reason, profile'
);
select is(
  fixture.refusal(format('select ops.fn_propose_restatement(%L, %L, %L)',
    fixture.user_id(1), fixture.profile_id(1), 'x')),
  'OPC05 profile=' || fixture.profile_id(1), 'and one that rebuilds'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
select is(
  fixture.roles_that_may($$ select ops.fn_propose_restatement(
    fixture.user_id(1), fixture.profile_id(1), 'x') $$),
  array['tradekeel_operator'], 'and only operators may'
);

select * from finish();
rollback;
