begin;
select plan(3);

select fixture.make_tenant(1);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select results_eq(
  $$ select left(fixture.refusal('select ops.fn_resume_everything(' || a.arguments || ')'), 5)
       from (values
         ($c$null$c$),
         ($c$''$c$),
         ($c$repeat('x', 501)$c$)
       ) as a (arguments) $$,
  $$ values
       ('OPR01'),
       ('OPR01'),
       ('OPR01') $$,
  'arguments first, then the object, then its state'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
select is(
  fixture.roles_that_may($$ select ops.fn_resume_everything('x') $$),
  array['tradekeel_operator'], 'and only they may'
);

select * from finish();
rollback;
