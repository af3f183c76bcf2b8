begin;
select plan(6);

-- a position of BTC is held, and claimed by that asset
select fixture.stage(1);
select fixture.hold(1, 'r1', 0.002);
create temporary table market as
select to_jsonb(m) || jsonb_build_object(
         'price_tick', '0.1', 'quantity_step', m.quantity_step::text,
         'min_quantity', m.min_quantity::text, 'max_quantity', m.max_quantity::text,
         'min_cost', m.min_cost::text, 'contract_size', '1') as was
  from lifecycle.markets as m where m.symbol = 'BTC/USDT';
grant select on market to public;
set local role tradekeel_bridge;
select is(
  (select engine.fn_refresh_markets(fixture.user_id(1), fixture.account_id(1), jsonb_build_array(
     m.was || '{"base": 1}')) from market as m), 0, 'another base is not taken'
);
reset role;
select is(
  fixture.rows($$ select m.base, m.price_tick, m.is_active from lifecycle.markets as m
                   where m.symbol = 'BTC/USDT' $$),
  '(BTC,0.01,f)', 'the market is as it was, and inactive'
);
select is(
  (select i.subject from health.incidents as i where i.kind = 'row_quarantined'),
  'market:BTC/USDT', 'an incident names it'
);
set local role tradekeel_bridge;
select is(
  fixture.call_begin_exit(1, '{"quantity": "0.001"}') ->> 'attempt_state', 'submitting',
  'exits go on'
);
select is(
  (select engine.fn_refresh_markets(fixture.user_id(1), fixture.account_id(1),
     jsonb_build_array(m.was)) from market as m), 1, 'as it was it is active again'
);
reset role;
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
