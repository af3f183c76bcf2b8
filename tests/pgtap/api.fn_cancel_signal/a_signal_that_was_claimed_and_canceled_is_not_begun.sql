begin;
select plan(2);

select fixture.stage(1);
select fixture.act_as_tenant(1);
select fixture.call_request(1, 's1');
reset role;
select signal_id from engine.fn_claim_signals(
  fixture.user_id(1), fixture.account_id(1), fixture.token(1), fixture.lease_term(1), 10);
select fixture.act_as_tenant(1);
select api.fn_cancel_signal(fixture.user_id(1)::text, fixture.profile_id(1)::text, 'c1',
  (select s.signal_id::text from api.signals as s));
reset role;
set local role tradekeel_bridge;
select is(fixture.call_apply(1), 'cancel_signal applied', 'claimed is not begun');
reset role;
select throws_ok(
  format('select fixture.call_begin_entry(1, %L)', jsonb_build_object(
    'signal_id', (select s.signal_id from lifecycle.signals as s))),
  'LCC07', null, 'and cannot be any more'
);

select * from finish();
rollback;
