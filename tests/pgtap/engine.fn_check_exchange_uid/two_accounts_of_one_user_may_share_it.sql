begin;
select plan(1);

select fixture.make_tenant(1);
select ops.fn_create_account(
  fixture.user_id(1), fixture.account_id(6), 'binance', 'spot', 'one_way', 'env:A', 'report');
select engine.fn_check_exchange_uid(fixture.user_id(1), fixture.account_id(1), 'u1');
set local role tradekeel_bridge;
select ok(
  engine.fn_check_exchange_uid(fixture.user_id(1), fixture.account_id(6), 'u1'), 'it is his'
);

select * from finish();
rollback;
