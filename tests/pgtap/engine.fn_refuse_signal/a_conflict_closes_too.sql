begin;
select plan(1);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.act_as_tenant(1);
create temporary table signal as
select api.fn_request_entry(
  fixture.user_id(1)::text, fixture.profile_id(1)::text, 's1', 'BTC/USDT', 'buy', 'market', '1',
  null, null, null, 'false', '1', '60')
  as signal_id;
grant select on signal to public;
reset role;
set local role tradekeel_bridge;
select engine.fn_claim_signals(
  fixture.user_id(1), fixture.account_id(1), fixture.token(1), fixture.lease_term(1), 9);
select is(
  (select engine.fn_refuse_signal(fixture.user_id(1), s.signal_id, fixture.token(1), 'LCC02')
     from signal as s), 'closed', 'the slot is taken'
);

select * from finish();
rollback;
