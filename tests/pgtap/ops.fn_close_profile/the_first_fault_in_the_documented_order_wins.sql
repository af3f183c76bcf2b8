begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.begin_entry(1, 'r1', 0.001);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select results_eq(
  $$ select left(fixture.refusal('select ops.fn_close_profile(' || a.arguments || ')'), 5)
       from (values
         ($c$fixture.user_id(1), fixture.profile_id(9), ''$c$),
         ($c$fixture.user_id(1), fixture.profile_id(9), 'x'$c$),
         ($c$fixture.user_id(1), fixture.profile_id(1), 'x'$c$)
       ) as a (arguments) $$,
  $$ values
       ('OPR01'),
       ('TNR01'),
       ('OPC11') $$,
  'arguments first, then the object, then its state'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
select is(
  fixture.roles_that_may($$ select ops.fn_close_profile(
    fixture.user_id(1), fixture.profile_id(1), 'x') $$),
  array['tradekeel_operator'], 'and only they may'
);

select * from finish();
rollback;
