begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select results_eq(
  $$ select left(fixture.refusal(format('select ops.fn_propose_correction(%L, %L, %L, %L)',
       fixture.user_id(1), fixture.profile_id(2), a.amount, a.reason)), 30)
       from (values (null, ''), ('0', ''), ('NaN', ''), ('-1e21', ''), ('1e-19', ''), ('1', ''),
         ('1', null), ('1', repeat('x', 501)), ('1', 'x')) as a (amount, reason) $$,
  $$ values ('OPR01 realized_pnl='), ('OPR01 realized_pnl=0'), ('OPR01 realized_pnl=NaN'),
       ('OPR01 realized_pnl=-1000000000'), ('OPR01 realized_pnl=0.000000000'),
       ('OPR01 reason wanted=1 to 500 c'), ('OPR01 reason wanted=1 to 500 c'),
       ('OPR01 reason wanted=1 to 500 c'),
       (left('TNR01 profile=' || fixture.profile_id(2), 30)) $$, 'amount, reason, profile'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
select is(
  fixture.roles_that_may($$ select ops.fn_propose_correction(
    fixture.user_id(1), fixture.profile_id(1), 1, 'x') $$),
  array['tradekeel_operator'], 'and only operators may'
);

select * from finish();
rollback;
