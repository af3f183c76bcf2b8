begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_bridge;
select results_eq(
  $$ select left(fixture.refusal(format('select engine.fn_check_exchange_uid(%L, %L, %L)',
       fixture.user_id(1), a.account, a.uid)), 5)
       from (values
         (fixture.account_id(2), null), (fixture.account_id(2), 'u'),
         (fixture.account_id(1), null), (fixture.account_id(1), ''),
         (fixture.account_id(1), repeat('u', 201))) as a (account, uid) $$,
  $$ values ('TNR01'), ('TNR01'), ('LCR01'), ('LCR01'), ('LCR01') $$, 'the account, then the uid'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
select is(
  fixture.roles_that_may($$ select engine.fn_check_exchange_uid(
    fixture.user_id(1), fixture.account_id(1), 'u') $$),
  array['tradekeel_bridge'], 'and only the bridge may'
);

select * from finish();
rollback;
