begin;
select plan(2);

select fixture.stage(1);
select fixture.make_tenant(2);
select fixture.call_propose(1);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select results_eq(
  $$ select left(fixture.refusal(format('select ops.fn_apply_change(%L, %L)', a1, a2)), 5)
       from fixture.change_of(1) as c, lateral (values
         (1, fixture.user_id(2), c.change_id),
         (2, null, c.change_id),
         (3, fixture.user_id(1), null),
         (4, fixture.user_id(1), fixture.profile_id(1))
       ) as w (n, a1, a2)
      order by n $$,
  $$ values ('TNR01'), ('TNR01'), ('TNR01'), ('TNR01') $$,
  'user, change'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');

select * from finish();
rollback;
