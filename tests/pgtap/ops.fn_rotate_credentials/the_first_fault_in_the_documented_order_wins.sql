begin;
select plan(3);

select fixture.make_tenant(1);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select results_eq(
  $$ select left(fixture.refusal('select ops.fn_rotate_credentials(' || a.arguments || ')'), 5)
       from (values
         ($c$fixture.user_id(1), fixture.account_id(9), 'key', ''$c$),
         ($c$fixture.user_id(1), fixture.account_id(1), 'env:X', ''$c$),
         ($c$fixture.user_id(1), fixture.account_id(9), 'key', 'x'$c$),
         ($c$fixture.user_id(1), fixture.account_id(9), null, 'x'$c$),
         ($c$fixture.user_id(1), fixture.account_id(9), 'env:X', 'x'$c$)
       ) as a (arguments) $$,
  $$ values
       ('OPR01'),
       ('OPR01'),
       ('OPR01'),
       ('OPR01'),
       ('TNR01') $$,
  'arguments first, then the object, then its state'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
select is(
  fixture.roles_that_may($$ select ops.fn_rotate_credentials(
    fixture.user_id(1), fixture.account_id(1), 'env:X', 'x') $$),
  array['tradekeel_operator'], 'and only they may'
);

select * from finish();
rollback;
