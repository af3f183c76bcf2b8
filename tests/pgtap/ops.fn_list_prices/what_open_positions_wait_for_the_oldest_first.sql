begin;
select plan(4);

select fixture.stage(1);
set local role tradekeel_operator;
select is_empty($$ select from ops.fn_list_prices(10) $$, 'nobody waits for a price');
reset role;
select fixture.fill_and_settle(fixture.begin_entry(1, 'a', 0.001), 'x1');
select fixture.fill_and_settle(fixture.begin_entry(1, 'b', 0.01, 'ETH/USDT'), 'x2', 2000);
update lifecycle.latest_prices set observed_at = now() - interval '1 minute'
 where symbol = 'ETH/USDT';
set local role tradekeel_operator;
select results_eq(
  $$ select p.exchange, p.symbol, p.position_count, p.price, p.age_seconds >= 60
       from ops.fn_list_prices(10) as p $$,
  $$ values ('binance', 'ETH/USDT', 1::bigint, 2000::numeric, true),
            ('binance', 'BTC/USDT', 1::bigint, 50000::numeric, false) $$,
  'how many wait, and how old it is'
);
reset role;
delete from lifecycle.latest_prices where symbol = 'BTC/USDT';
set local role tradekeel_operator;
select is(
  (select concat_ws(' ', p.symbol, p.price) from ops.fn_list_prices(1) as p), 'BTC/USDT',
  'one that never came is the first'
);
reset role;
select is(
  fixture.roles_that_may(
    $$ select ops.fn_list_prices(1) $$),
  array['tradekeel_auditor', 'tradekeel_operator'], 'operators and auditors'
);

select * from finish();
rollback;
