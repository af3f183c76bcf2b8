begin;
select plan(1);

select fixture.stage(1);
select fixture.begin_entry(1, 'r1', 0.01);
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document(
  '[{"id": "9", "symbol": "ETH/USDT", "clientOrderId": null, "side": "buy", "amount": "1"}]'));
reset role;
select is(fixture.mismatches(1), 'order_foreign open 1', 'foreign');

select * from finish();
rollback;
