begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
select fixture.add_profile(1, 3);
select ops.fn_create_profile(
  fixture.user_id(1), fixture.profile_id(4), fixture.account_id(1), 'p', 'EUR', 5, 1000, 1);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select results_eq(
  $$ select left(fixture.refusal(format('select ops.fn_transfer_capital(%L, %L, %L, %L, %L)',
       fixture.user_id(1), fixture.profile_id(a.source), fixture.profile_id(a.target), a.request,
       a.amount)), 5)
       from (values (1, 1, fixture.token(1), '0'), (1, 2, null, '0'), (1, 2, fixture.token(1), '0'),
         (1, 2, fixture.token(1), 'NaN'), (1, 2, fixture.token(1), '1'),
         (2, 1, fixture.token(1), '1'), (1, 4, fixture.token(1), '9999'),
         (1, 3, fixture.token(1), '1000.01')) as a (source, target, request, amount) $$,
  $$ values ('OPR01'), ('OPR01'), ('LGR03'), ('LGR03'), ('TNR01'), ('TNR01'), ('TNR06'),
       ('LGR01') $$,
  'arguments, amount, profiles, currency, what is there'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
select is(
  fixture.roles_that_may($$ select ops.fn_transfer_capital(fixture.user_id(1),
    fixture.profile_id(1), fixture.profile_id(3), fixture.token(1), 1) $$),
  array['tradekeel_operator'], 'and only operators may'
);

select * from finish();
rollback;
