begin;
select plan(5);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01);
set local role tradekeel_bridge;
select fixture.call_begin_exit(
  1, '{"quantity": "0.006", "order_type": "limit", "limit_price": "60000"}');
select matches(
  fixture.refused_exit(1, '{"request_id": "x2", "quantity": "0.005"}'),
  '^LCR10 profile=.* wanted=0.005 free=0.004$', 'being sent: it counts as a whole'
);
select fixture.call_persist(1, 'x1', 0.002, 'open',
  jsonb_build_array(fixture.trade(1, 'x1', 't2', 0.002, 60000)), 60000);
select matches(
  fixture.refused_exit(1, '{"request_id": "x2", "quantity": "0.005"}'),
  '^LCR10 .* wanted=0.005 free=0.004$', 'resting: what it may still fill is not free'
);
select is(
  (fixture.call_begin_exit(1, '{"request_id": "x2"}') ->> 'quantity')::numeric, 0.004,
  'all means all that is free'
);
select matches(
  fixture.refused_exit(1, '{"request_id": "x3"}'), '^LCR10 .* free=0', 'nothing is left to sell'
);
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
