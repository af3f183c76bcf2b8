begin;
select plan(2);

select fixture.stage(1);
select fixture.make_tenant(2);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_bridge;
select results_eq(
  $$ select left(fixture.refusal(format(
         'select engine.fn_begin_reconciliation(%L, %L, %L, %L, %L)',
         w.user_id, w.account_id, w.token, w.term, w.seconds)), 5)
       from (values
         (1, fixture.user_id(1), fixture.account_id(1), fixture.token(1), 1, 'NaN'::numeric),
         (2, fixture.user_id(1), fixture.account_id(1), fixture.token(1), 1, 'Infinity'),
         (3, fixture.user_id(1), fixture.account_id(1), fixture.token(1), 1, null),
         (4, null, fixture.account_id(1), fixture.token(1), 1, 30),
         (5, fixture.user_id(1), fixture.account_id(2), fixture.token(1), 1, 30),
         (6, fixture.user_id(1), fixture.account_id(1), fixture.token(2), 1, 30),
         (7, fixture.user_id(1), fixture.account_id(1), null, 1, 30),
         (8, fixture.user_id(1), fixture.account_id(1), fixture.token(1), -1, 30)
       ) as w (n, user_id, account_id, token, term, seconds)
      order by w.n $$,
  $$ values ('LKR01'), ('LKR01'), ('LKR01'), ('TNR01'), ('TNR01'), ('LKC01'), ('LKC01'),
       ('LKC01') $$,
  'time to live, user, account, token, term'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');

select * from finish();
rollback;
