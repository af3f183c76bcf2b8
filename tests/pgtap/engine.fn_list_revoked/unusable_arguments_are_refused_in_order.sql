begin;
select plan(3);

select fixture.make_tenant(1);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_bridge;
select results_eq(
  $$ select left(fixture.refusal('select engine.fn_list_revoked(' || a.arguments || ')'), 5)
       from (values
         ($c$null$c$)
       ) as a (arguments) $$,
  $$ values ('LCR01') $$,
  'in the documented order'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
select is(
  fixture.roles_that_may($$ select engine.fn_list_revoked('{}') $$),
  array['tradekeel_bridge'], 'and only they may'
);

select * from finish();
rollback;
