begin;
select plan(2);

select fixture.stage(1);
select fixture.make_tenant(2);
create temporary table digest as select fixture.digest() as before;
select fixture.act_as_tenant(1);
select results_eq(
  $$ select left(fixture.refusal(format('select api.fn_resume_profile(%L, %L, %L)', a1, a2, a3)), 5)
       from (values
         (1, fixture.user_id(1), fixture.profile_id(1), null),
         (2, fixture.user_id(1), fixture.profile_id(1), ''),
         (3, fixture.user_id(1), fixture.profile_id(1), repeat('x', 201))
       ) as w (n, a1, a2, a3)
      order by n $$,
  $$ values ('LCR01'), ('LCR01'), ('LCR01') $$,
  'request id'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');

select * from finish();
rollback;
