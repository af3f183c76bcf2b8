begin;
select plan(4);

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
  (select string_agg(distinct engine.fn_refuse_signal(
     fixture.user_id(1), s.signal_id, fixture.token(1), c.code), ' ')
     from signal as s,
          unnest(array['LKT01', 'LKC01', 'LKC02', 'MTI01', 'MTC01', 'LCT01']) as c (code)),
  'claimed', 'transient, a lost lock or lease, another epoch: it may be claimed again'
);
select is(
  (select engine.fn_refuse_signal(fixture.user_id(1), s.signal_id, fixture.token(1), 'LGR01')
     from signal as s), 'closed', 'a refusal closes it'
);
select is(
  (select engine.fn_refuse_signal(fixture.user_id(1), s.signal_id, fixture.token(9), 'LCR05')
     from signal as s), 'closed', 'a repetition, by whomever, changes nothing'
);
reset role;
select is((select s.outcome from lifecycle.signals as s), 'LGR01', 'the first outcome stands');

select * from finish();
rollback;
