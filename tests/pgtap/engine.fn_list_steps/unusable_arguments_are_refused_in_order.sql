begin;
select plan(3);

select fixture.make_tenant(1);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_bridge;
select results_eq(
  $$ select left(fixture.refusal('select engine.fn_list_steps(' || a.arguments || ')'), 5)
       from (values
         ($c$fixture.user_id(9), null, null, '{}'$c$),
         ($c$fixture.user_id(9), null, '{}', null$c$),
         ($c$fixture.user_id(1), fixture.account_id(1), array[null::uuid], '{}'$c$),
         ($c$fixture.user_id(1), fixture.account_id(1), array_fill(null::uuid, '{10001}'),
             array_fill(null::bigint, '{10001}')$c$),
         ($c$null, fixture.account_id(1), '{}', '{}'$c$),
         ($c$fixture.user_id(1), fixture.account_id(2), '{}', '{}'$c$)
       ) as a (arguments) $$,
  $$ values ('LCR01'), ('LCR01'), ('LCR01'), ('LCR01'), ('TNR01'), ('TNR01') $$,
  'in the documented order'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
select is(
  fixture.roles_that_may(
    $$ select engine.fn_list_steps(fixture.user_id(1), fixture.account_id(1), '{}', '{}') $$),
  array['tradekeel_bridge'], 'and only they may'
);

select * from finish();
rollback;
