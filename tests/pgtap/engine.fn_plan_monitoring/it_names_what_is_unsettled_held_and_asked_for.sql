begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.hold(1, 'r1', 0.002);
select fixture.rest_order(1, 'r2', 0.05, 'ETH/USDT');
select fixture.act_as_tenant(1);
select api.fn_request_entry(
  fixture.user_id(1)::text, fixture.profile_id(1)::text, 's1', 'SOL/USDT', 'buy', 'market', '1',
  null, null, null, 'false', '1', '60');
reset role;
set local role tradekeel_bridge;
create temporary table plan as
select engine.fn_plan_monitoring(fixture.user_id(1), fixture.account_id(1)) as plan;
select is(
  (select p.plan -> 'price_symbols' from plan as p), '["BTC/USDT", "SOL/USDT"]',
  'prices of what is held or asked for'
);
select is(
  (select p.plan -> 'orders' from plan as p),
  jsonb_build_array(jsonb_build_object(
    'symbol', 'ETH/USDT', 'exchange_order_id', 'x-r2',
    'client_order_text', (fixture.attempt(1, 'r2')).client_order_text,
    'is_conditional', false)),
  'orders that are not settled'
);
select is(
  (select jsonb_path_query_array(p.plan, '$.trades[*].symbol') from plan as p),
  '["ETH/USDT"]', 'and their trades'
);
select ok(
  (select (p.plan ->> 'read_started_at')::timestamptz between
            clock_timestamp() - interval '1 minute' and clock_timestamp() from plan as p),
  'read from now, by the database''s clock'
);

select * from finish();
rollback;
