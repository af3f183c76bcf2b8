begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select results_eq(
  $$ select left(fixture.refusal(format('select ops.fn_set_exposure_cap(%L, %L, %L)',
       fixture.user_id(a.n), a.account, a.maximum)), 5)
       from (values (1, fixture.account_id(2), '-1'), (1, fixture.account_id(2), 'NaN'),
         (1, fixture.account_id(2), '1'), (1, fixture.account_id(2), null), (9, null, '1')
       ) as a (n, account, maximum) $$,
  $$ values ('OPR01'), ('OPR01'), ('TNR01'), ('TNR01'), ('TNR01') $$, 'the cap, then its place'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
select is(
  fixture.roles_that_may($$ select ops.fn_set_exposure_cap(
    fixture.user_id(1), fixture.account_id(1), 1) $$),
  array['tradekeel_operator'], 'and only operators may'
);

select * from finish();
rollback;
