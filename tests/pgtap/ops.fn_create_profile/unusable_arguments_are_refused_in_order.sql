begin;
select plan(3);

select ops.fn_create_user(fixture.user_id(1));
select ops.fn_create_user(fixture.user_id(2));
select ops.fn_create_account(
  fixture.user_id(2), fixture.account_id(2), 'binance', 'spot', 'one_way', 'env:A', 'report');
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select results_eq(
  $$ select fixture.refusal(format('select ops.fn_create_profile(%L, %L, %L, %L, %L, %L, %L, %L)',
       fixture.user_id(1), a.id, fixture.account_id(2), a.name, a.currency, a.positions, a.cost,
       a.leverage))
       from (values
         (null, '', 'usdt', -1, 'NaN', '0'), (fixture.profile_id(1), '', 'usdt', -1, 'NaN', '0'),
         (fixture.profile_id(1), 'p', 'usdt', -1, 'NaN', '0'),
         (fixture.profile_id(1), 'p', 'USDT', -1, 'NaN', '0'),
         (fixture.profile_id(1), 'p', 'USDT', null, 'NaN', '0'),
         (fixture.profile_id(1), 'p', 'USDT', 0, 'NaN', '0'),
         (fixture.profile_id(1), 'p', 'USDT', 0, '-1', '0'),
         (fixture.profile_id(1), 'p', 'USDT', 0, '0', '0'),
         (fixture.profile_id(1), 'p', 'USDT', 0, '0', '201'),
         (fixture.profile_id(1), 'p', 'USDT', 0, '0', '200')
       ) as a (id, name, currency, positions, cost, leverage) $$,
  $$ values
       ('OPR01 profile_id wanted=uuid'), ('OPR01 name wanted=1 to 100 characters'),
       ('OPR01 quote_currency=usdt'), ('OPR01 max_open_positions=-1'),
       ('OPR01 max_open_positions='), ('OPR01 max_order_cost=NaN'), ('OPR01 max_order_cost=-1'),
       ('OPR01 max_leverage=0'), ('OPR01 max_leverage=201'),
       ('TNR01 account=' || fixture.account_id(2)) $$,
  'each names its argument; another user''s account does not exist'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
select is(
  fixture.roles_that_may($$ select ops.fn_create_profile(fixture.user_id(1),
    fixture.profile_id(1), fixture.account_id(1), 'p', 'EUR', 3, 1000, 1) $$),
  array['tradekeel_operator'], 'and only operators may'
);

select * from finish();
rollback;
