begin;
select plan(5);

select fixture.make_tenant(1);
select fixture.make_ready(1);
create temporary table doc as select fixture.document(
  '[{"id": "9", "symbol": "BTC/USDT", "clientOrderId": "web_1", "side": "buy", "amount": "1"}]'
) as doc;
grant select on doc to public;
set local role tradekeel_bridge;
select is(
  fixture.call_run(1, (select d.doc from doc as d)) ->> 'is_ready', 'true', 'trading goes on'
);
reset role;
select is(fixture.mismatches(1), 'order_foreign open 1', 'noted');
select is(fixture.account_state(1), 'active', 'nothing is halted');
select is_empty('select from lifecycle.orders', 'never adopted');
set local role tradekeel_bridge;
select fixture.call_run(1, (select d.doc from doc as d));
select fixture.call_run(1);
reset role;
select is(fixture.mismatches(1), 'order_foreign healed 2', 'gone when it is gone');

select * from finish();
rollback;
