begin;
select plan(2);

select fixture.stage(1);
select fixture.leave_available(1, 600);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
select fixture.take_lock(1, 'ETH/USDT');
select matches(
  fixture.refused_entry(1, '{"request_id": "r2", "symbol": "ETH/USDT", "quantity": "0.1"}'),
  '^LGR01', 'a second entry of another symbol finds only the rest'
);
select is(
  fixture.refused_entry(1, '{"request_id": "r3", "symbol": "ETH/USDT", "quantity": "0.01"}'),
  'not refused', 'which it may use'
);

select * from finish();
rollback;
