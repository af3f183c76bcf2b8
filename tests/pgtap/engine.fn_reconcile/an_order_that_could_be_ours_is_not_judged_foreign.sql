begin;
select plan(2);

select fixture.stage(1);
update tenancy.exchange_accounts set foreign_order_policy = 'halt';
select fixture.begin_entry(1, 'r1', 0.01);
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document(
  '[{"id": "9", "symbol": "BTC/USDT", "clientOrderId": null, "side": "buy", "amount": "1"}]'));
reset role;
select is(fixture.account_state(1), 'active', 'no client id, symbol and side of an attempt');
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document(
  '[{"id": "9", "symbol": "BTC/USDT", "clientOrderId": null, "side": "sell", "amount": "1"}]'));
reset role;
select is(fixture.account_state(1), 'halted foreign_order', 'the other side is not ours');

select * from finish();
rollback;
