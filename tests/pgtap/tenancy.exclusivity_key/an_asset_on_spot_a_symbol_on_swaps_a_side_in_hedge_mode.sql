begin;
select plan(5);

select fixture.make_tenant(1);
select fixture.make_tenant(2, 'binanceusdm', 'swap');
create function pg_temp.key(p_n integer, p_side text) returns text
language sql as $$
  select tenancy.exclusivity_key(a, m, p_side)
    from tenancy.exchange_accounts as a
    join lifecycle.markets as m on m.exchange = a.exchange and m.market_type = a.market_type
   where a.account_id = fixture.account_id(p_n) and m.base = 'BTC'
$$;
select is(pg_temp.key(1, 'long'), 'BTC', 'spot: the base asset');
select is(pg_temp.key(2, 'long'), 'BTC/USDT:USDT', 'swap: the symbol');
select is(pg_temp.key(2, 'short'), pg_temp.key(2, 'long'), 'of both sides');
update tenancy.exchange_accounts set position_mode = 'hedge' where market_type = 'swap';
select is(pg_temp.key(2, 'long'), 'BTC/USDT:USDT:long', 'hedge mode: each side');
select is(pg_temp.key(2, 'short'), 'BTC/USDT:USDT:short', 'for itself');

select * from finish();
rollback;
