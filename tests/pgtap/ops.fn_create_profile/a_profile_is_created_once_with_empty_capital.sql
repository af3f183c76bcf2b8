begin;
select plan(6);

select ops.fn_create_user(fixture.user_id(1));
select ops.fn_create_account(
  fixture.user_id(1), fixture.account_id(1), 'binance', 'spot', 'one_way', 'env:A', 'report');
set local role tradekeel_operator;
select is(
  ops.fn_create_profile(fixture.user_id(1), fixture.profile_id(1), fixture.account_id(1), 'p',
    'USDT', 3, 1000, 1), fixture.profile_id(1), 'created'
);
select is(
  ops.fn_create_profile(fixture.user_id(1), fixture.profile_id(1), fixture.account_id(1), 'q',
    'USDT', 5, 2000, 2), fixture.profile_id(1), 'a replay changes nothing'
);
select is(
  fixture.refusal($$ select ops.fn_create_profile(fixture.user_id(1), fixture.profile_id(1),
    fixture.account_id(1), 'p', 'EUR', 3, 1000, 1) $$),
  'OPC01 profile=' || fixture.profile_id(1), 'in another currency it is a conflict'
);
reset role;
select is(
  (select concat_ws(' ', p.name, p.quote_currency, p.max_open_positions, p.max_order_cost,
            p.max_leverage) from tenancy.profiles as p), 'p USDT 3 1000 1', 'as asked for first'
);
select is(fixture.amounts(1), '0 0 0 0 active', 'with nothing');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
