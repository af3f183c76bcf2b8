begin;
select plan(3);

select fixture.stage(1);
update tenancy.profiles set max_open_positions = 1;
set local role tradekeel_bridge;
select fixture.call_begin_entry(1, '{"quantity": "0.001"}');
select fixture.take_lock(1, 'ETH/USDT');
create temporary table other as
select '{"request_id": "r2", "symbol": "ETH/USDT", "quantity": "0.01"}'::jsonb as r;
select matches(
  fixture.refused_entry(1, (select r from other)), '^LCR06 profile=.* open=1 maximum=1$',
  'an unsettled entry counts'
);
select fixture.call_persist(1, 'r1', 0.001, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.001)));
select fixture.settle(1, 'r1', 0.001, 'closed');
select matches(fixture.refused_entry(1, (select r from other)), '^LCR06', 'a position counts');
select fixture.take_lock(1, 'BTC/USDT');
select is(
  fixture.refused_entry(1, '{"request_id": "r3", "quantity": "0.001"}'), 'not refused',
  'adding to it is no further one'
);

select * from finish();
rollback;
