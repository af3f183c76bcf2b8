begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.make_tenant(2, 'binanceusdm', 'swap');
select fixture.make_ready(2);
select fixture.rest_order(1, 'r1', 0.005);
select fixture.begin_entry(1, 'r2', 0.05, 'ETH/USDT');
set local role tradekeel_bridge;
create temporary table plan as select fixture.call_begin_run(1) -> 'plan' as plan;
select is(
  (select p.plan - 'trades' from plan as p),
  '{"open_orders": true, "positions": false, "balances": true, "history": []}',
  'spot has no positions, and nothing was lost'
);
select is(
  (select string_agg(t.value ->> 'symbol', ' ')
     from plan as p, jsonb_array_elements(p.plan -> 'trades') as t),
  'BTC/USDT ETH/USDT', 'trades of what is unsettled or unresolved'
);
select ok(
  (select bool_and((t.value ->> 'since_ms')::bigint between
            extract(epoch from clock_timestamp()) * 1000 - 70000
            and extract(epoch from clock_timestamp()) * 1000 - 59000)
     from plan as p, jsonb_array_elements(p.plan -> 'trades') as t),
  'since a minute before it began'
);
select is(
  fixture.call_begin_run(2) -> 'plan' -> 'positions', 'true', 'swaps have positions'
);

select * from finish();
rollback;
