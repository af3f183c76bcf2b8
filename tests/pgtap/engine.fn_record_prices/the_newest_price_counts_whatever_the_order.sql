begin;
select plan(4);

select fixture.make_tenant(1);
update lifecycle.latest_prices set observed_at = clock_timestamp() - interval '1 minute';
create temporary table moment as
select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as ms;
grant select on moment to public;
set local role tradekeel_bridge;
select is(
  (select engine.fn_record_prices(fixture.user_id(1), fixture.account_id(1), jsonb_build_array(
     jsonb_build_object('symbol', 'BTC/USDT', 'last', '51000', 'timestamp', m.ms - 2000),
     jsonb_build_object('symbol', 'BTC/USDT', 'last', '52000', 'timestamp', m.ms - 1000),
     jsonb_build_object('symbol', 'BTC/USDT', 'last', '53000', 'timestamp', m.ms - 3000)))
     from moment as m), 1, 'one is taken'
);
reset role;
select is(
  lifecycle.fresh_price('binance', 'spot', 'BTC/USDT'), 52000::numeric, 'the newest of the set'
);
set local role tradekeel_bridge;
select is(
  (select engine.fn_record_prices(fixture.user_id(1), fixture.account_id(1), jsonb_build_array(
     jsonb_build_object('symbol', 'BTC/USDT', 'last', '40000', 'timestamp', m.ms - 9000)))
     from moment as m), 0, 'an older one is not'
);
reset role;
select is(lifecycle.fresh_price('binance', 'spot', 'BTC/USDT'), 52000::numeric, 'it stays');

select * from finish();
rollback;
