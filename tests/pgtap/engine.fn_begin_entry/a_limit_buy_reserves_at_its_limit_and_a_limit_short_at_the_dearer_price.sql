begin;
select plan(2);

select fixture.stage(1);
select fixture.stage(2, 'binanceusdm', 'swap');
set local role tradekeel_bridge;
select is(
  (fixture.call_begin_entry(1, '{"order_type": "limit", "limit_price": "40000"}')
    ->> 'reserved')::numeric,
  400.8, '0.01 at 40000, and 0.2 percent'
);
select is(
  (fixture.call_begin_entry(
    2, '{"order_type": "limit", "limit_price": "40000", "side": "sell"}') ->> 'reserved')::numeric,
  506.01, 'a sell may fill at the price of now, which needs more margin'
);

select * from finish();
rollback;
