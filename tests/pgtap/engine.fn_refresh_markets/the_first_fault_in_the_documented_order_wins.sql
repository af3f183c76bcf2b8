begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_bridge;
select results_eq(
  $$ select fixture.refusal(format('select engine.fn_refresh_markets(%L, %L, %L)',
       fixture.user_id(1), a.account, a.markets))
       from (values
         (fixture.account_id(2), '{}'), (fixture.account_id(1), '{}'),
         (fixture.account_id(1), '[]'), (fixture.account_id(1), null),
         (fixture.account_id(1), '[{"price_tick": 0.1}]'),
         (fixture.account_id(1), '[{"min_cost": "-1"}]'),
         (fixture.account_id(1), '[{"is_active": "yes"}]')) as a (account, markets) $$,
  $$ values ('TNR01 account=' || fixture.account_id(2)),
       ('RCR01 markets wanted=array got=object'),
       ('RCR01 markets wanted=array of at least one'),
       ('RCR01 markets wanted=array got=null'),
       ('LCR07 field=price_tick wanted=decimal text got=number 0.1'),
       ('LCR07 field=min_cost wanted=0 to 1e20 got=-1'),
       ('LCR07 field=is_active wanted=true or false got=string yes') $$,
  'the account, the shape, the field'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
select is(
  fixture.roles_that_may($$ select engine.fn_refresh_markets(
    fixture.user_id(1), fixture.account_id(1), '[]') $$),
  array['tradekeel_bridge'], 'and only the bridge may'
);

select * from finish();
rollback;
