begin;
select plan(3);

select fixture.make_tenant(1);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select results_eq(
  $$ select left(fixture.refusal('select ops.fn_restore_user(' || a.arguments || ')'), 5)
       from (values
         ($c$fixture.user_id(9), ''$c$),
         ($c$fixture.user_id(9), 'x'$c$),
         ($c$null, 'x'$c$)
       ) as a (arguments) $$,
  $$ values ('OPR01'), ('TNR01'), ('TNR01') $$,
  'in the documented order'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
select is(
  fixture.roles_that_may($$ select ops.fn_restore_user(fixture.user_id(1), 'x') $$),
  array['tradekeel_operator'], 'and only they may'
);

select * from finish();
rollback;
