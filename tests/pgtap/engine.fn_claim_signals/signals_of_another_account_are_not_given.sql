begin;
select plan(1);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select ops.fn_create_account(
  fixture.user_id(1), fixture.account_id(6), 'binance', 'spot', 'one_way', 'env:A', 'report');
select ops.fn_create_profile(
  fixture.user_id(1), fixture.profile_id(6), fixture.account_id(6), 'p', 'USDT', 5, 1000, 1);
select fixture.act_as_tenant(1);
select api.fn_request_entry(
  fixture.user_id(1)::text, fixture.profile_id(6)::text, 's1', 'BTC/USDT', 'buy', 'market', '1',
  null, null, null, 'false', '1', '60');
reset role;
set local role tradekeel_bridge;
select is_empty(
  $$ select from engine.fn_claim_signals(fixture.user_id(1), fixture.account_id(1),
       fixture.token(1), fixture.lease_term(1), 9) $$, 'it is of another account'
);

select * from finish();
rollback;
