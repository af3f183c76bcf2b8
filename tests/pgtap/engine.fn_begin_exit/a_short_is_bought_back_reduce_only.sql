begin;
select plan(4);

select fixture.stage(1, 'binanceusdm', 'swap');
select fixture.call_begin_entry(1, '{"side": "sell", "leverage": 10}');
select fixture.call_persist(1, 'r1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.01)));
set local role tradekeel_bridge;
create temporary table got as
select fixture.call_begin_exit(1, '{"position_side": "short", "quantity": "0.004"}') as r;
select is((select r ->> 'side' from got), 'buy', 'by buying');
select is((select r -> 'is_reduce_only' from got), 'true', 'reduce-only on swaps');
select is((select (r ->> 'quantity')::numeric from got), 0.004, 'a part of it');
select matches(
  fixture.refused_exit(1, '{"request_id": "x2"}'), '^LCR10 profile=.* side=long held=0$',
  'there is no long'
);

select * from finish();
rollback;
