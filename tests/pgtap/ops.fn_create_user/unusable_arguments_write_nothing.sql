begin;
select plan(2);

select fixture.stage(1);
select fixture.make_tenant(2);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select results_eq(
  $$ select left(fixture.refusal(format('select ops.fn_create_user(%L)', a1)), 5)
       from (values
         (1, null::uuid)
       ) as w (n, a1)
      order by n $$,
  $$ values ('OPR01') $$,
  'no user'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');

select * from finish();
rollback;
