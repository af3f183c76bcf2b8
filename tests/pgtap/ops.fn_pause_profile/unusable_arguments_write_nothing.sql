begin;
select plan(2);

select fixture.stage(1);
select fixture.make_tenant(2);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select results_eq(
  $$ select left(fixture.refusal(format('select ops.fn_pause_profile(%L, %L, %L)', a1, a2, a3)), 5)
       from (values
         (1, fixture.user_id(1), fixture.profile_id(1), null),
         (2, fixture.user_id(1), fixture.profile_id(1), ''),
         (3, fixture.user_id(1), fixture.profile_id(1), repeat('x', 1000000)),
         (4, fixture.user_id(1), fixture.profile_id(2), 'test'),
         (5, fixture.user_id(2), fixture.profile_id(1), 'test'),
         (6, null, fixture.profile_id(1), 'test'),
         (7, fixture.user_id(1), null, 'test')
       ) as w (n, a1, a2, a3)
      order by n $$,
  $$ values ('OPR01'), ('OPR01'), ('OPR01'), ('TNR01'), ('TNR01'), ('TNR01'), ('TNR01') $$,
  'reason, user, profile'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');

select * from finish();
rollback;
