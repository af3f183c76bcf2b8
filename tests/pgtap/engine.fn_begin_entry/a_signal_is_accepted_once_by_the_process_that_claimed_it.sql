begin;
select plan(4);

select fixture.stage(1);
select fixture.act_as_tenant(1);
create temporary table signal as select api.fn_request_entry(
  fixture.user_id(1)::text, fixture.profile_id(1)::text, 's1', 'BTC/USDT', 'buy', 'market', '0.01',
  null, null, null, 'false', '1', '60') as id;
reset role;
grant select on signal to public;
set local role tradekeel_bridge;
create temporary table changes as
select jsonb_build_object('signal_id', id, 'request_id', id) as r from signal;
select matches(
  fixture.refused_entry(1, (select r from changes)), '^LCC07 profile=.* signal=',
  'not claimed yet'
);
select engine.fn_claim_signals(fixture.user_id(1), fixture.account_id(1), fixture.token(1), 1, 10);
select is(
  fixture.refused_entry(1, (select r from changes)), 'not refused', 'claimed by this process'
);
reset role;
select is(
  fixture.rows('select state, outcome from lifecycle.signals'), '(closed,accepted)',
  'an intent stands for it now'
);
set local role tradekeel_bridge;
select matches(
  fixture.refused_entry(1, (select r || '{"request_id": "other"}' from changes)), '^LCC07',
  'it is not accepted twice'
);

select * from finish();
rollback;
