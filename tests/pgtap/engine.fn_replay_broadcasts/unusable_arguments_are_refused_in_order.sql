begin;
select plan(3);

select fixture.make_tenant(1);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_bridge;
select results_eq(
  $$ select left(fixture.refusal('select engine.fn_replay_broadcasts(' || a.arguments || ')'), 5)
       from (values
         ($c$fixture.user_id(9), null, 0$c$),
         ($c$fixture.user_id(1), null, null$c$),
         ($c$fixture.user_id(9), null, 1$c$),
         ($c$null, null, 1$c$)
       ) as a (arguments) $$,
  $$ values ('LCR01'), ('LCR01'), ('TNR01'), ('TNR01') $$,
  'in the documented order'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
select is(
  fixture.roles_that_may($$ select engine.fn_replay_broadcasts(fixture.user_id(1), null, 1) $$),
  array['tradekeel_bridge'], 'and only they may'
);

select * from finish();
rollback;
