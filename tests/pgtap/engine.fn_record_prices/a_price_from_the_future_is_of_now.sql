begin;
select plan(1);

select fixture.make_tenant(1);
set local role tradekeel_bridge;
select engine.fn_record_prices(fixture.user_id(1), fixture.account_id(1), jsonb_build_array(
  jsonb_build_object('symbol', 'BTC/USDT', 'last', '51000', 'timestamp',
    floor(extract(epoch from clock_timestamp() + interval '1 hour') * 1000)::bigint)));
reset role;
select ok(
  (select p.observed_at <= clock_timestamp() from lifecycle.latest_prices as p
    where p.symbol = 'BTC/USDT'), 'the exchange''s clock cannot keep it fresh'
);

select * from finish();
rollback;
