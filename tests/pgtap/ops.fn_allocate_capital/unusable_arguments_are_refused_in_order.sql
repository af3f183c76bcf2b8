begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select results_eq(
  $$ select left(fixture.refusal(format('select ops.fn_%s_capital(%L, %L, %L, %L)', f.name,
       fixture.user_id(1), a.profile, a.request, a.amount)), 5)
       from unnest(array['allocate', 'withdraw']) as f (name), (values
         (fixture.profile_id(2), null, '0'), (fixture.profile_id(2), fixture.token(1), '0'),
         (fixture.profile_id(2), fixture.token(1), null),
         (fixture.profile_id(2), fixture.token(1), '-1'),
         (fixture.profile_id(2), fixture.token(1), 'NaN'),
         (fixture.profile_id(2), fixture.token(1), 'Infinity'),
         (fixture.profile_id(2), fixture.token(1), '1e21'),
         (fixture.profile_id(2), fixture.token(1), '1e-19'),
         (fixture.profile_id(2), fixture.token(1), '1')) as a (profile, request, amount) $$,
  $$ select unnest(array['OPR01', 'LGR03', 'LGR03', 'LGR03', 'LGR03', 'LGR03', 'LGR03', 'LGR03',
       'TNR01', 'OPR01', 'LGR03', 'LGR03', 'LGR03', 'LGR03', 'LGR03', 'LGR03', 'LGR03',
       'TNR01']) $$,
  'the request, the amount, the profile; the same for both'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
select is(
  fixture.roles_that_may($$ select ops.fn_allocate_capital(
    fixture.user_id(1), fixture.profile_id(1), fixture.token(1), 1) $$),
  array['tradekeel_operator'], 'and only operators may'
);

select * from finish();
rollback;
