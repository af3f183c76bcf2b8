-- Stops wait for prices: one broken row must not keep the others out.
begin;
select plan(3);

select fixture.make_tenant(1);
set local role tradekeel_bridge;
select is(
  engine.fn_record_prices(fixture.user_id(1), fixture.account_id(1), '[
    {"symbol": "A/USDT", "last": 1.5}, {"symbol": "B/USDT", "last": "-1"},
    {"symbol": "C/USDT", "last": "NaN"}, {"symbol": "D/USDT", "last": "1", "timestamp": "now"},
    {"symbol": "BTC/USDT", "last": "51000"}]'),
  1, 'the one that can be read is taken'
);
reset role;
select is(
  lifecycle.fresh_price('binance', 'spot', 'BTC/USDT'), 51000.0, 'and counts'
);
select is(
  (select string_agg(i.subject || ' ' || (i.detail ->> 'detail'), '; ' order by i.subject)
     from health.incidents as i where i.kind = 'row_quarantined'),
  'ticker:A/USDT field=last wanted=decimal text got=number 1.5; '
  || 'ticker:B/USDT field=last wanted=0 to 1e20 got=-1; '
  || 'ticker:C/USDT field=last wanted=decimal text got=string NaN; '
  || 'ticker:D/USDT field=timestamp wanted=whole milliseconds got=string now',
  'each of the others is an incident that names the field'
);

select * from finish();
rollback;
