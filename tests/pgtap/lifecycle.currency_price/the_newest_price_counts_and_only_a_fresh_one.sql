begin;
select plan(7);

select fixture.make_tenant(1);
select fixture.make_tenant(2, 'binanceusdm', 'swap');
select is(lifecycle.currency_price('binance', 'USDT', 'USDT'), 1.0, 'itself');
select is(lifecycle.currency_price('binance', 'BNB', 'USDT'), null, 'none');
select engine.fn_record_prices(fixture.user_id(2), fixture.account_id(2),
  '[{"symbol": "BNB/USDT:USDT", "last": "500"}]');
select is(lifecycle.currency_price('binanceusdm', 'BNB', 'USDT'), 500::numeric, 'a linear swap');
select is(lifecycle.currency_price('binance', 'BNB', 'USDT'), null,
  'another exchange''s is not taken');
select engine.fn_record_prices(fixture.user_id(2), fixture.account_id(2),
  '[{"symbol": "BNB/USDT", "last": "510"}]');
select is(lifecycle.currency_price('binanceusdm', 'BNB', 'USDT'), 510::numeric, 'the newest');
update lifecycle.latest_prices set observed_at = observed_at - interval '299 seconds';
select isnt(lifecycle.currency_price('binanceusdm', 'BNB', 'USDT'), null, 'not too old yet');
update lifecycle.latest_prices set observed_at = observed_at - interval '1 second';
select is(lifecycle.currency_price('binanceusdm', 'BNB', 'USDT'), null, 'too old');

select * from finish();
rollback;
