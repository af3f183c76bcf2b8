begin;
select plan(2);

select fixture.stage(1);
select fixture.make_tenant(2);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_bridge;
select results_eq(
  $$ select left(fixture.refusal(format('select engine.fn_price_fees(%L, %L)', a1, a2)), 5)
       from (values
         (1, fixture.user_id(1), fixture.account_id(2)),
         (2, fixture.user_id(2), fixture.account_id(1)),
         (3, null, fixture.account_id(1)),
         (4, fixture.user_id(1), null),
         (5, fixture.user_id(1), fixture.profile_id(1))
       ) as w (n, a1, a2)
      order by n $$,
  $$ values ('TNR01'), ('TNR01'), ('TNR01'), ('TNR01'), ('TNR01') $$,
  'user, account'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');

select * from finish();
rollback;
