begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.act_as_tenant(1);
select api.fn_request_entry(
  fixture.user_id(1)::text, fixture.profile_id(1)::text, 's' || n, 'BTC/USDT', 'buy', 'market',
  (0.01 * n)::text, null, null, null, 'false', '1', '60') from generate_series(1, 3) as n;
reset role;
update lifecycle.signals set created_at = clock_timestamp()
  - make_interval(secs => case request_id when 's2' then 30 when 's3' then 20 else 10 end);
set local role tradekeel_bridge;
select is(
  (select string_agg(trim_scale(s.quantity)::text, ' ') from engine.fn_claim_signals(
     fixture.user_id(1), fixture.account_id(1), fixture.token(1), fixture.lease_term(1), 2) as s),
  '0.02 0.03', 'the two oldest'
);
select is(
  (select string_agg(trim_scale(s.quantity)::text, ' ') from engine.fn_claim_signals(
     fixture.user_id(1), fixture.account_id(1), fixture.token(1), fixture.lease_term(1), 9) as s),
  '0.02 0.03 0.01', 'what was claimed and not closed comes again'
);
reset role;
select results_eq(
  'select distinct s.state = ''claimed'', s.claimed_by from lifecycle.signals as s',
  $$ values (true, fixture.token(1)) $$, 'claimed by this process'
);

select * from finish();
rollback;
