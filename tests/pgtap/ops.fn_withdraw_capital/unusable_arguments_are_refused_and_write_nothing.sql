begin;
select plan(2);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select results_eq(
  $$ select left(fixture.refusal(format('select ops.fn_withdraw_capital(%L, %L, %L, %L)',
         w.user_id, w.profile_id, w.request_id, w.amount)), 5)
       from (values
         (1, fixture.user_id(1), fixture.profile_id(1), fixture.token(1), 'NaN'::numeric),
         (2, fixture.user_id(1), fixture.profile_id(1), fixture.token(1), 'Infinity'),
         (3, fixture.user_id(1), fixture.profile_id(1), fixture.token(1), 0),
         (4, fixture.user_id(1), fixture.profile_id(1), fixture.token(1), -1),
         (5, fixture.user_id(1), fixture.profile_id(1), fixture.token(1), null),
         (6, fixture.user_id(1), fixture.profile_id(1), fixture.token(1), 1e-19),
         (7, fixture.user_id(1), fixture.profile_id(2), fixture.token(1), 1),
         (8, fixture.user_id(1), null, fixture.token(1), 1),
         (9, fixture.user_id(1), fixture.profile_id(1), fixture.token(1), 1e20)
       ) as w (n, user_id, profile_id, request_id, amount)
      order by w.n $$,
  $$ values ('LGR03'), ('LGR03'), ('LGR03'), ('LGR03'), ('LGR03'), ('LGR03'), ('TNR01'),
       ('TNR01'), ('LGR01') $$,
  'the amount, the profile, what is there'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');

select * from finish();
rollback;
