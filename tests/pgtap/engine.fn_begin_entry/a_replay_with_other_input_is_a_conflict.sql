begin;
select plan(6);

select fixture.stage(1);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
select matches(
  fixture.refused_entry(1, '{"quantity": "0.02"}'), '^LCC01 profile=.* request_id=r1$',
  'another quantity'
);
select matches(fixture.refused_entry(1, '{"symbol": "ETH/USDT"}'), '^LCC01', 'another symbol');
select matches(
  fixture.refused_entry(1, '{"order_type": "limit", "limit_price": "50000"}'), '^LCC01',
  'another type'
);
select matches(fixture.refused_entry(1, '{"leverage": 2}'), '^LCC01', 'other leverage');
select matches(
  fixture.refused_entry(1, '{"quantity": "0.02", "attempt_no": 2}'), '^LCC01',
  'also as a further attempt'
);
select is(
  fixture.call_begin_entry(1, '{"quantity": "0.0100"}') -> 'is_replay', 'true',
  '0.0100 is not other input'
);

select * from finish();
rollback;
