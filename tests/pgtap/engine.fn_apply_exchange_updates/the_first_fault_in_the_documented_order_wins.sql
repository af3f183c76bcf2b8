begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_bridge;
select results_eq(
  $$ select left(fixture.refusal(format(
       'select engine.fn_apply_exchange_updates(%L, %L, %L, %L, %L)',
       fixture.user_id(1), fixture.account_id(2), a.at, a.orders, a.trades)), 5)
       from (values
         (null, '{}', '[]'), (null, '[]', null), (null, '[]', '[]'),
         (clock_timestamp() + interval '1 minute', '[]', '[]'),
         (clock_timestamp() - interval '25 hours', '[]', '[]'),
         (clock_timestamp() - interval '1 minute', '[]', '[]')) as a (at, orders, trades) $$,
  $$ values ('RCR01'), ('RCR01'), ('LCR01'), ('LCR01'), ('LCR01'), ('TNR01') $$,
  'the shape, the moment, the account'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
select is(
  fixture.roles_that_may($$ select engine.fn_apply_exchange_updates(
    fixture.user_id(1), fixture.account_id(1), clock_timestamp(), '[]', '[]') $$),
  array['tradekeel_bridge'], 'and only the bridge may'
);

select * from finish();
rollback;
