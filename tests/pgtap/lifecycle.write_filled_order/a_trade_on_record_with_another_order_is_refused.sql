-- Only an order with two books could get here: the trade of one is on record before the other.
begin;
select plan(4);

select fixture.stage(1);
select fixture.take_lock(1, 'ETH/USDT');
set local role tradekeel_bridge;
select fixture.call_begin_entry(1, '{"request_id": "a", "quantity": "0.001"}');
select fixture.call_persist(1, 'a', 0.001, 'closed', jsonb_build_array(
  fixture.trade(1, 'a', 'ta', 0.001, 50000, '0.05')));
select fixture.call_begin_entry(1, '{"request_id": "b", "symbol": "ETH/USDT", "quantity": "0.05",
  "order_type": "limit", "limit_price": "2000", "time_in_force": "GTC"}');
reset role;
insert into lifecycle.fills (
  user_id, account_id, symbol, exchange_order_id, trade_id, side, order_id, profile_id, price,
  quantity, cost, executed_at)
select f.user_id, f.account_id, 'ETH/USDT', 'x-b', 'tb', 'buy', f.order_id, f.profile_id, f.price,
       f.quantity, f.cost, f.executed_at
  from lifecycle.fills as f;
create temporary table before as select fixture.digest() as digest;
set local role tradekeel_bridge;
select throws_ok(
  $$ select fixture.call_persist(1, 'b', 0.05, 'closed', jsonb_build_array(
       fixture.trade(1, 'b', 'tb', 0.05, 2000, '0.05')), 2000) $$,
  'LCR08', null, 'one trade, known with another order'
);
select throws_ok(
  $$ select fixture.call_persist(1, 'b', 0.05, 'closed', jsonb_build_array(
       fixture.trade(1, 'b', 'tb', 0.03, 2000, '0.05'),
       fixture.trade(1, 'b', 'tc', 0.02, 2000, '0.05')), 2000) $$,
  'LCR08', null, 'one of two trades'
);
reset role;
select is(fixture.digest(), (select digest from before), 'nothing is written');
set local role tradekeel_bridge;
select lives_ok(
  $$ select fixture.call_persist(1, 'b', 0.05, 'closed', jsonb_build_array(
       fixture.trade(1, 'b', 'td', 0.05, 2000, '0.05')), 2000) $$,
  'with a trade of its own it is booked'
);
reset role;

select * from finish();
rollback;
