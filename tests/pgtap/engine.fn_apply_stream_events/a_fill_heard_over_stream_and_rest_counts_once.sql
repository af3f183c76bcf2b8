begin;
select plan(4);

select fixture.stage(1);
select fixture.rest_order(1, 'r1', 0.01);
select fixture.rest_order(1, 'r2', 0.05, 'ETH/USDT');
set local role tradekeel_bridge;
-- r1: stream, stream again, REST; r2: REST, then the stream, twice
select is(
  fixture.hear(1, jsonb_build_array(fixture.reading(1, 'r1', 0.004, 'open')), jsonb_build_array(
    fixture.trade(1, 'r1', 't1', 0.004, 50000, '0.2'))),
  '1 changed 0 unchanged 1 fills 0 unknown 0 refused', 'heard first over the stream'
);
select engine.fn_apply_exchange_updates(
  fixture.user_id(1), fixture.account_id(1), clock_timestamp(), jsonb_build_array(
    fixture.reading(1, 'r1', 0.004, 'open'), fixture.reading(1, 'r2', 0.05, 'closed', 2000)),
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.004, 50000, '0.2'),
    fixture.trade(1, 'r2', 't1', 0.05, 2000, '0.1')));
select is(
  (select string_agg(fixture.hear(1, jsonb_build_array(
      fixture.reading(1, 'r1', 0.004, 'open'), fixture.reading(1, 'r2', 0.05, 'closed', 2000)),
    jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.004, 50000, '0.2'),
      fixture.trade(1, 'r2', 't1', 0.05, 2000, '0.1'))) || ' ', '') from generate_series(1, 2)),
  repeat('0 changed 2 unchanged 0 fills 0 unknown 0 refused ', 2),
  'what both said is known'
);
reset role;
select is(
  fixture.rows($$ select o.symbol, trim_scale(o.posted_quantity), trim_scale(o.posted_cost),
      trim_scale(o.inferred_quantity), count(f.*)
    from lifecycle.orders as o join lifecycle.fills as f using (user_id, order_id)
    group by o.order_id, o.user_id order by o.symbol $$),
  '(BTC/USDT,0.004,200,0,1) (ETH/USDT,0.05,100,0,1)', 'each fill is booked once'
);
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
