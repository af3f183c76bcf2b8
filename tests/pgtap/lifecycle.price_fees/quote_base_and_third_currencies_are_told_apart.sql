begin;
select plan(11);

select fixture.make_tenant(1);
select fixture.make_tenant(2, 'binanceusdm', 'swap');
select engine.fn_record_prices(fixture.user_id(1), fixture.account_id(1),
  '[{"symbol": "BNB/USDT", "last": "600"}]');
create function pg_temp.price(p_n integer, p_fees jsonb) returns text
language sql as $$
  select format('%s %s', coalesce(trim_scale(f.fee_quote)::text, 'unpriced'),
           trim_scale(f.fee_base))
    from tenancy.exchange_accounts as a
    join lifecycle.markets as m
      on m.exchange = a.exchange and m.market_type = a.market_type and m.base = 'BTC',
         lateral lifecycle.price_fees(a, m, 'USDT', p_fees) as f
   where a.account_id = fixture.account_id(p_n)
$$;
select is(pg_temp.price(1, '[]'), '0 0', 'no fee');
select is(pg_temp.price(1, '[{"currency": "USDT", "cost": "0.5"}]'), '0.5 0', 'quote');
select is(pg_temp.price(1, '[{"currency": "BTC", "cost": "0.001"}]'), '0 0.001', 'base');
select is(pg_temp.price(1, '[{"currency": "BNB", "cost": "0.001"}]'), '0.6 0', 'a third, priced');
select is(
  pg_temp.price(1, '[{"currency": "USDT", "cost": "0.5"}, {"currency": "BNB", "cost": "0.001"},
    {"currency": "BTC", "cost": "0.002"}]'), '1.1 0.002', 'all of them together'
);
select is(pg_temp.price(1, '[{"currency": "USDT", "cost": "-0.5"}]'), '-0.5 0', 'a rebate');
select is(
  pg_temp.price(1, '[{"currency": "XYZ", "cost": "1"}]'), 'unpriced 0', 'no price: not zero'
);
select is(
  pg_temp.price(1, '[{"currency": "USDT", "cost": "0.5"}, {"currency": "XYZ", "cost": "1"}]'),
  'unpriced 0', 'one without a price makes the sum unknown'
);
select is(
  pg_temp.price(2, '[{"currency": "BNB", "cost": "0.001"}]'), 'unpriced 0',
  'another exchange''s price is not taken'
);
select engine.fn_record_prices(fixture.user_id(2), fixture.account_id(2),
  '[{"symbol": "BNB/USDT:USDT", "last": "500"}]');
select is(
  pg_temp.price(2, '[{"currency": "BNB", "cost": "0.001"}]'), '0.5 0',
  'on a swap account by the linear swap'
);
select is(
  pg_temp.price(2, '[{"currency": "BTC", "cost": "0.001"}]'), '50 0',
  'where the base is no asset that is held, but a third currency'
);

select * from finish();
rollback;
