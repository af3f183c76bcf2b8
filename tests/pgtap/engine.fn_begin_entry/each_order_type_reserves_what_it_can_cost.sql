begin;
select plan(2);

-- latest price 50000, price buffer and fee buffer of the profile, 0.01 wanted
select fixture.stage(1);
select fixture.stage(2, 'binanceusdm', 'swap');
create function pg_temp.reserved(p_n integer, p_terms jsonb) returns numeric
language plpgsql as $$
declare
  v_reserved numeric;
begin
  -- undone, so that every case starts from the same capital
  begin
    v_reserved := (fixture.call_begin_entry(p_n, p_terms) ->> 'reserved')::numeric;
    raise exception using errcode = 'TKX01', message = v_reserved::text;
  exception when sqlstate 'TKX01' then
    return v_reserved;
  end;
end;
$$;
create function pg_temp.wanted(p_n integer, p_price numeric, p_is_buffered boolean) returns numeric
language sql as $$
  select round(0.01 * m.contract_size * p_price * (1 + p_is_buffered::integer * f.price_buffer_rate)
      * (1 + f.fee_buffer_rate), 18)
    from tenancy.profiles as f
    join tenancy.exchange_accounts as a on a.account_id = f.account_id
    join lifecycle.markets as m on m.exchange = a.exchange and m.market_type = a.market_type
     and m.symbol in ('BTC/USDT', 'BTC/USDT:USDT')
   where f.profile_id = fixture.profile_id(p_n)
$$;
select is_empty(
  $$ select c.terms, pg_temp.reserved(1, c.terms::jsonb), pg_temp.wanted(1, c.price, c.buffered)
       from (values
         ('{"order_type": "market"}', 50000, true),
         ('{"order_type": "limit", "limit_price": 49000}', 49000, false),
         ('{"order_type": "limit", "limit_price": 49000, "is_post_only": true}', 49000, false),
         ('{"order_type": "stop", "trigger_price": 52000}', 52000, true),
         ('{"order_type": "stop_limit", "trigger_price": 52000, "limit_price": 53000}', 53000,
           false),
         ('{"order_type": "take_profit", "trigger_price": 48000}', 50000, true),
         ('{"order_type": "take_profit_limit", "trigger_price": 48000, "limit_price": 47000}',
           47000, false)
       ) as c (terms, price, buffered)
      where trim_scale(pg_temp.reserved(1, c.terms::jsonb))
        is distinct from trim_scale(pg_temp.wanted(1, c.price, c.buffered)) $$,
  'a buy costs at most its limit; without one the larger of trigger and price, with the buffer'
);
select is_empty(
  $$ select c.terms, pg_temp.reserved(2, c.terms::jsonb || '{"side": "sell"}'),
            pg_temp.wanted(2, c.price, true)
       from (values
         ('{"order_type": "market"}', 50000),
         ('{"order_type": "limit", "limit_price": 49000}', 50000),
         ('{"order_type": "limit", "limit_price": 51000}', 51000),
         ('{"order_type": "stop", "trigger_price": 48000}', 50000),
         ('{"order_type": "stop_limit", "trigger_price": 48000, "limit_price": 47000}', 50000),
         ('{"order_type": "take_profit", "trigger_price": 52000}', 52000),
         ('{"order_type": "take_profit_limit", "trigger_price": 52000, "limit_price": 53000}',
           53000)
       ) as c (terms, price)
      where trim_scale(pg_temp.reserved(2, c.terms::jsonb || '{"side": "sell"}'))
        is distinct from trim_scale(pg_temp.wanted(2, c.price, true)) $$,
  'selling to open: the largest of limit, trigger and price, with the buffer'
);

select * from finish();
rollback;
