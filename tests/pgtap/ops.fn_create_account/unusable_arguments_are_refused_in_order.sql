begin;
select plan(3);

select ops.fn_create_user(fixture.user_id(1));
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select results_eq(
  $$ select fixture.refusal(format('select ops.fn_create_account(%L, %L, %L, %L, %L, %L, %L)',
       fixture.user_id(9), a.id, a.exchange, a.type, a.mode, a.ref, a.policy))
       from (values
         (null, 'nyse', 'spot', 'both', 'secret', 'love'),
         (fixture.account_id(1), 'nyse', 'spot', 'both', 'secret', 'love'),
         (fixture.account_id(1), 'binance', 'swap', 'both', 'secret', 'love'),
         (fixture.account_id(1), 'binance', 'spot', 'both', 'secret', 'love'),
         (fixture.account_id(1), 'binance', 'spot', 'both', E'env:A\nB', 'love'),
         (fixture.account_id(1), 'binance', 'spot', 'both', null, 'love'),
         (fixture.account_id(1), 'binance', 'spot', 'both', 'env:A', 'love'),
         (fixture.account_id(1), 'binance', 'spot', 'hedge', 'env:A', 'love'),
         (fixture.account_id(1), 'binance', 'spot', null, 'env:A', 'love'),
         (fixture.account_id(1), 'binance', 'spot', 'one_way', 'env:A', 'love'),
         (fixture.account_id(1), 'binance', 'spot', 'one_way', 'env:A', null),
         (fixture.account_id(1), 'binance', 'spot', 'one_way', 'env:A', 'report')
       ) as a (id, exchange, type, mode, ref, policy) $$,
  $$ values
       ('OPR01 account_id wanted=uuid'),
       ('OPR01 exchange=nyse market_type=spot wanted=one of meta.exchanges'),
       ('OPR01 exchange=binance market_type=swap wanted=one of meta.exchanges'),
       ('OPR01 credentials_ref wanted=env:, file: or vault: and a name'),
       ('OPR01 credentials_ref wanted=env:, file: or vault: and a name'),
       ('OPR01 credentials_ref wanted=env:, file: or vault: and a name'),
       ('OPR01 position_mode=both wanted=one_way, or hedge on swaps'),
       ('OPR01 position_mode=hedge wanted=one_way, or hedge on swaps'),
       ('OPR01 position_mode= wanted=one_way, or hedge on swaps'),
       ('OPR01 foreign_order_policy=love wanted=ignore, report or halt'),
       ('OPR01 foreign_order_policy= wanted=ignore, report or halt'),
       ('TNR01 user=' || fixture.user_id(9)) $$, 'each names its argument'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
select is(
  fixture.roles_that_may($$ select ops.fn_create_account(fixture.user_id(1),
    fixture.account_id(1), 'okx', 'swap', 'hedge', 'env:A', 'halt') $$),
  array['tradekeel_operator'], 'and only operators may'
);

select * from finish();
rollback;
