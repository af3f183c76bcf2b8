begin;
select plan(2);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.act_as_tenant(1);
select api.fn_request_exit(
  fixture.user_id(1)::text, fixture.profile_id(1)::text, 's1', 'BTC/USDT', 'sell', 'market', null,
  null, null, null, 'false', '60');
reset role;
set local role tradekeel_bridge;
select engine.fn_claim_signals(
  fixture.user_id(1), fixture.account_id(1), fixture.token(1), fixture.lease_term(1), 9);
reset role;
update locks.account_leases set owner_token = fixture.token(2), term = term + 1;
set local role tradekeel_bridge;
select is(
  (select count(*)::integer from engine.fn_claim_signals(fixture.user_id(1),
     fixture.account_id(1), fixture.token(2), fixture.lease_term(1), 9)), 1, 'it comes again'
);
reset role;
select is((select s.claimed_by from lifecycle.signals as s), fixture.token(2), 'and is his now');

select * from finish();
rollback;
