begin;
select plan(9);

select fixture.make_tenant(1);
select fixture.make_tenant(2, 'binanceusdm', 'swap');
create function pg_temp.split(p_n integer, p_fees jsonb) returns text
language sql as $$
  select format('%s %s %s', trim_scale(f.fee_quote), trim_scale(f.fee_base), f.other_fees)
    from tenancy.exchange_accounts as a
    join lifecycle.markets as m
      on m.exchange = a.exchange and m.market_type = a.market_type and m.base = 'BTC',
         lateral lifecycle.split_fees(a, m, 'USDT', p_fees) as f
   where a.account_id = fixture.account_id(p_n)
$$;
select is(pg_temp.split(1, '[]'), '0 0 []', 'no fee');
select is(pg_temp.split(1, '[{"currency": "USDT", "cost": "0.5"}]'), '0.5 0 []', 'quote');
select is(pg_temp.split(1, '[{"currency": "BTC", "cost": "0.001"}]'), '0 0.001 []', 'base');
select is(
  pg_temp.split(1, '[{"currency": "BNB", "cost": "0.0010"}]'),
  '0 0 [{"cost": "0.001", "currency": "BNB"}]', 'a third, in its own currency'
);
select is(
  pg_temp.split(1, '[{"currency": "USDT", "cost": "0.5"}, {"currency": "BNB", "cost": "0.001"},
    {"currency": "BTC", "cost": "0.002"}, {"currency": "ABC", "cost": "-3"},
    {"currency": "USDT", "cost": "0.1"}, {"currency": "BNB", "cost": "0.002"}]'),
  '0.6 0.002 [{"cost": "-3", "currency": "ABC"}, {"cost": "0.003", "currency": "BNB"}]',
  'all of them together, one a currency'
);
select is(pg_temp.split(1, '[{"currency": "USDT", "cost": "-0.5"}]'), '-0.5 0 []', 'a rebate');
select is(
  pg_temp.split(1, '[{"currency": null, "cost": "1"}]'),
  '0 0 [{"cost": "1", "currency": "unknown"}]', 'of which nobody says the currency'
);
select is(
  pg_temp.split(1, '[{"currency": "BNB", "cost": "1"}, {"currency": "BNB", "cost": "-1"}]'),
  '0 0 []', 'nothing in sum is nothing'
);
select is(
  pg_temp.split(2, '[{"currency": "BTC", "cost": "0.001"}]'),
  '0 0 [{"cost": "0.001", "currency": "BTC"}]',
  'on a swap account the base is no asset that is held, but a third currency'
);

select * from finish();
rollback;
