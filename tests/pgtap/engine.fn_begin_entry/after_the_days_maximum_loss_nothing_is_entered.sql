begin;
select plan(4);

select fixture.stage(1);
update tenancy.profiles set max_daily_loss = 10;
select ledger.post(fixture.user_id(1), fixture.profile_id(1), 'funding',
  'income:' || fixture.token(1), 0, 0, 0, -9.99, true, clock_timestamp(), '{}');
set local role tradekeel_bridge;
select is(fixture.refused_entry(1, '{"quantity": "0.001"}'), 'not refused', 'not yet');
reset role;
select ledger.post(fixture.user_id(1), fixture.profile_id(1), 'funding',
  'income:' || fixture.token(2), 0, 0, 0, -0.01, true, clock_timestamp(), '{}');
select fixture.take_lock(1, 'ETH/USDT');
create temporary table other as
select '{"request_id": "r2", "symbol": "ETH/USDT", "quantity": "0.01"}'::jsonb as r;
grant select on other to public;
create temporary table before as select fixture.digest() as digest;
set local role tradekeel_bridge;
select matches(
  fixture.refused_entry(1, (select r from other)),
  '^LCR15 profile=.* day=.* lost=10.00 maximum=10$', 'lost as much as may be lost'
);
reset role;
select is(fixture.digest(), (select digest from before), 'nothing was written');
update ledger.capital set pnl_day = pnl_day - 1;
set local role tradekeel_bridge;
select is(fixture.refused_entry(1, (select r from other)), 'not refused', 'another day');

select * from finish();
rollback;
