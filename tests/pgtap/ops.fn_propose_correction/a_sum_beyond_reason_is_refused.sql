begin;
select plan(1);

select fixture.make_tenant(1);
select ledger.post(fixture.user_id(1), fixture.profile_id(1), 'funding',
  'test:' || fixture.token(1), 0, 0, 0, 1, true, clock_timestamp(), '{}');
set local role tradekeel_operator;
select is(
  fixture.refusal($$ select ops.fn_propose_correction(
    fixture.user_id(1), fixture.profile_id(1), 1e20, 'x') $$),
  'OPR01 realized_pnl=100000000000000000000 before=1', 'it could never be applied'
);

select * from finish();
rollback;
