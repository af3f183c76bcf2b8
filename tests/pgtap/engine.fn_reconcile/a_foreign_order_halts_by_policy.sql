begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_ready(1);
update tenancy.exchange_accounts set foreign_order_policy = 'halt';
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document(
  '[{"id": "9", "symbol": "BTC/USDT", "clientOrderId": "web_1", "side": "buy", "amount": "1"}]'));
reset role;
select is(fixture.mismatches(1), 'order_foreign open 1', 'noted');
select is(fixture.account_state(1), 'halted foreign_order', 'and halted');
select is_empty('select from lifecycle.orders', 'never adopted');

select * from finish();
rollback;
