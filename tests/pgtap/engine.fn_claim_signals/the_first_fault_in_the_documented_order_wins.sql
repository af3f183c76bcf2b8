begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.make_tenant(2);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_bridge;
select results_eq(
  $$ select left(fixture.refusal(format(
       'select engine.fn_claim_signals(%L, %L, %L, %L, %L)', fixture.user_id(1), a.account,
       a.token, fixture.lease_term(1), a.most)), 5)
       from (values
         (fixture.account_id(2), fixture.token(2), 0),
         (fixture.account_id(2), fixture.token(2), 101),
         (fixture.account_id(2), fixture.token(2), null),
         (fixture.account_id(2), fixture.token(2), 1),
         (fixture.account_id(1), fixture.token(2), 1),
         (fixture.account_id(1), null, 1)) as a (account, token, most) $$,
  $$ values ('LCR01'), ('LCR01'), ('LCR01'), ('TNR01'), ('LKC01'), ('LKC01') $$,
  'the limit, the account, the lease'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
select is(
  fixture.roles_that_may($$ select engine.fn_claim_signals(
    fixture.user_id(1), fixture.account_id(1), fixture.token(1), 1, 1) $$),
  array['tradekeel_bridge'], 'and only the bridge may'
);

select * from finish();
rollback;
