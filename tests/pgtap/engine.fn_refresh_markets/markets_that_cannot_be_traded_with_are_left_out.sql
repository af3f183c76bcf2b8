begin;
select plan(3);

select fixture.make_tenant(1, 'binanceusdm', 'swap');
create temporary table market as
select '{"symbol": "X/USDT:USDT", "base": "X", "quote": "USDT", "settle": "USDT",
  "price_tick": "0.1", "quantity_step": "1", "contract_size": "1"}'::jsonb as good;
grant select on market to public;
set local role tradekeel_bridge;
select is(
  (select engine.fn_refresh_markets(fixture.user_id(1), fixture.account_id(1), jsonb_build_array(
     m.good, m.good, m.good || '{"symbol": null}', m.good || '{"symbol": "A", "base": null}',
     m.good || '{"symbol": "B", "quote": ""}', m.good || '{"symbol": "C", "price_tick": "0"}',
     m.good || '{"symbol": "D", "quantity_step": null}',
     m.good || '{"symbol": "E", "contract_size": null}',
     m.good || '{"symbol": "F", "is_linear": false}',
     m.good || '{"symbol": "G", "is_active": false}',
     m.good || '{"symbol": "H", "max_quantity": "0"}'))
     from market as m), 2, 'two are active'
);
reset role;
select is(
  (select string_agg(m.symbol, ' ' order by m.symbol) from lifecycle.markets as m
    where m.is_active), 'H X/USDT:USDT', 'the sound ones'
);
select ok(
  exists (select from lifecycle.markets as m where m.symbol = 'G'), 'an inactive one is kept'
);

select * from finish();
rollback;
