-- "canceled, filled 0", then 0.004 fill late: a second exit must not sell the 0.01 again.
begin;
select plan(4);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01);
set local role tradekeel_bridge;
select fixture.call_begin_exit(1, '{"order_type": "limit", "limit_price": "50000"}');
select fixture.call_persist(1, 'x1', 0, 'canceled');
select matches(
  fixture.refused_exit(1, '{"request_id": "x2", "quantity": "0.01"}'), '^LCR10 .* free=0',
  'canceled, but fills may still come'
);
select fixture.call_persist(1, 'x1', 0.004, 'canceled',
  jsonb_build_array(fixture.trade(1, 'x1', 't2', 0.004)));
select matches(
  fixture.refused_exit(1, '{"request_id": "x2", "quantity": "0.01"}'), '^LCR10',
  'one came'
);
select fixture.settle(1, 'x1', 0.004, 'canceled');
select is(
  (fixture.call_begin_exit(1, '{"request_id": "x2"}') ->> 'quantity')::numeric, 0.006,
  'settled: the rest is free, and only the rest'
);
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
