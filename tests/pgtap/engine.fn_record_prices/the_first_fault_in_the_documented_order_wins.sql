begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_bridge;
select results_eq(
  $$ select fixture.refusal(format('select engine.fn_record_prices(%L, %L, %L)',
       fixture.user_id(1), a.account, a.prices))
       from (values
         (fixture.account_id(2), '{}'), (fixture.account_id(1), '{}'),
         (fixture.account_id(1), null)
       ) as a (account, prices) $$,
  $$ values ('TNR01 account=' || fixture.account_id(2)), ('RCR01 prices wanted=array got=object'),
       ('RCR01 prices wanted=array got=null') $$,
  'the account, the shape'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
select is(
  fixture.roles_that_may($$ select engine.fn_record_prices(
    fixture.user_id(1), fixture.account_id(1), '[]') $$),
  array['tradekeel_bridge'], 'and only the bridge may'
);

select * from finish();
rollback;
