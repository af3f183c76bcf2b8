begin;
select plan(7);

select fixture.make_tenant(1);
create function pg_temp.check(
  p_quantity numeric, p_limit numeric default null, p_price numeric default 50000
) returns text
language sql as $$
  select fixture.refusal(format(
    'select lifecycle.check_steps(m, %L, %L, %L) from lifecycle.markets as m
      where m.symbol = %L', p_quantity, p_limit, p_price, 'BTC/USDT'))
$$;
select is(pg_temp.check(0.01), 'not refused', 'fine');
select matches(pg_temp.check(0.000001, 0.001), '^LCR03 .*quantity=', 'quantity step first');
select matches(pg_temp.check(0.00001, 0.001), '^LCR03 .*limit_price=', 'then price tick');
select matches(pg_temp.check(9000.00001, 0.01), '^LCR04 .*maximum=9000', 'then quantity');
select matches(pg_temp.check(0.00001, 50000), '^LCR04 .*cost=0.5.* minimum=5', 'then cost');
select matches(pg_temp.check(0.00001), '^LCR04 .*cost=0.5', 'by the reference price without limit');
select is(pg_temp.check(0.00001, null, null), 'not refused', 'without a price nobody knows cost');

select * from finish();
rollback;
