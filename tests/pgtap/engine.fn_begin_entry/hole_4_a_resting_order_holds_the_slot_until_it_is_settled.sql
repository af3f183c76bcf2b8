begin;
select plan(4);

select fixture.stage(1);
set local role tradekeel_bridge;
select fixture.call_begin_entry(
  1, '{"order_type": "limit", "limit_price": "40000", "quantity": "0.001"}');
select fixture.call_persist(1, 'r1', 0, 'open');
select fixture.take_lock(1, 'BTC/USDT');
select matches(
  fixture.refused_entry(1, '{"request_id": "r2", "quantity": "0.001"}'),
  '^LCC02 profile=.* symbol=BTC/USDT$', 'acknowledged and unfilled: the slot is taken'
);
select fixture.call_persist(1, 'r1', 0, 'canceled');
select matches(
  fixture.refused_entry(1, '{"request_id": "r2", "quantity": "0.001"}'), '^LCC02',
  'canceled, but not settled: still'
);
select fixture.settle(1, 'r1', 0, 'canceled');
select is(
  fixture.refused_entry(1, '{"request_id": "r2", "quantity": "0.001"}'), 'not refused',
  'settled: the next one may begin'
);
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
