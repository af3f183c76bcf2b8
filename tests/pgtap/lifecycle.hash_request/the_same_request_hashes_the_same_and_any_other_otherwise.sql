begin;
select plan(6);

create function pg_temp.hash(
  p_kind text default 'entry', p_symbol text default 'BTC/USDT', p_side text default 'buy',
  p_order_type text default 'market', p_quantity numeric default 1,
  p_limit_price numeric default null, p_leverage numeric default 1,
  p_trigger_price numeric default null, p_time_in_force text default null,
  p_is_post_only boolean default false
) returns text
language sql as $$
  select lifecycle.hash_request(
    p_kind, p_symbol, p_side, (p_order_type, p_quantity, p_limit_price, p_trigger_price,
      p_time_in_force, p_is_post_only), p_leverage)
$$;
select is(pg_temp.hash(), pg_temp.hash(p_quantity => 1.000), '1 and 1.000 are the same amount');
select is(
  pg_temp.hash(p_limit_price => 100), pg_temp.hash(p_limit_price => 100.00), 'also as a price'
);
select is(pg_temp.hash(), pg_temp.hash(p_leverage => 1.0), 'also as leverage');
select is(pg_temp.hash(), pg_temp.hash(p_time_in_force => 'GTC'), 'no time in force is GTC');
select is(
  (select count(distinct h)::integer from unnest(array[
     pg_temp.hash(), pg_temp.hash(p_kind => 'exit'), pg_temp.hash(p_symbol => 'ETH/USDT'),
     pg_temp.hash(p_side => 'sell'), pg_temp.hash(p_order_type => 'limit'),
     pg_temp.hash(p_quantity => 2), pg_temp.hash(p_quantity => null),
     pg_temp.hash(p_limit_price => 1), pg_temp.hash(p_leverage => 2),
     pg_temp.hash(p_trigger_price => 1), pg_temp.hash(p_time_in_force => 'IOC'),
     pg_temp.hash(p_is_post_only => true)]) as h),
  12, 'each argument counts'
);
select matches(pg_temp.hash(), '^[0-9a-f]{64}$', 'it is a sha256');

select * from finish();
rollback;
