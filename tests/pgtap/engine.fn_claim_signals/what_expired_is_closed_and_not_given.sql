begin;
select plan(2);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.make_tenant(2);
select fixture.act_as_tenant(1);
select api.fn_request_entry(
  fixture.user_id(1)::text, fixture.profile_id(1)::text, 's1', 'BTC/USDT', 'buy', 'market', '1',
  null, null, null, 'false', '1', '60');
select fixture.act_as_tenant(2);
select api.fn_request_entry(
  fixture.user_id(2)::text, fixture.profile_id(2)::text, 's1', 'BTC/USDT', 'buy', 'market', '1',
  null, null, null, 'false', '1', '60');
reset role;
update lifecycle.signals set valid_until = clock_timestamp();
set local role tradekeel_bridge;
select is_empty(
  $$ select from engine.fn_claim_signals(fixture.user_id(1), fixture.account_id(1),
       fixture.token(1), fixture.lease_term(1), 9) $$, 'nothing is given'
);
reset role;
select is(
  (select string_agg(concat_ws(' ', s.state, s.outcome), ', ' order by s.user_id)
     from lifecycle.signals as s), 'closed expired, pending',
  'closed as expired; those of other users are theirs'
);

select * from finish();
rollback;
