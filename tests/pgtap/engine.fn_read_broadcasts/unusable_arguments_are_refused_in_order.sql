begin;
select plan(3);

select fixture.make_tenant(1);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_bridge;
select results_eq(
  $$ select left(fixture.refusal('select engine.fn_read_broadcasts(' || a.arguments || ')'), 5)
       from (values
         ($c$null, null, null, 1$c$),
         ($c$'{}', '{}', null, 1$c$),
         ($c$array[fixture.user_id(1)], '{}', '{}', 1$c$),
         ($c$'{}', '{}', '{}', null$c$),
         ($c$'{}', '{}', '{}', 0$c$),
         ($c$'{}', '{}', '{}', 1001$c$)
       ) as a (arguments) $$,
  $$ values ('LCR01'), ('LCR01'), ('LCR01'), ('LCR01'), ('LCR01'), ('LCR01') $$,
  'in the documented order'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
select is(
  fixture.roles_that_may($$ select engine.fn_read_broadcasts('{}', '{}', '{}', 1) $$),
  array['tradekeel_bridge'], 'and only they may'
);

select * from finish();
rollback;
