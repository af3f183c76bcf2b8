-- Profit is available, but what is taken away has to have been allocated.
begin;
select plan(3);

select fixture.make_tenant(1);
select ledger.post(fixture.user_id(1), fixture.profile_id(1), 'funding',
  'income:' || fixture.token(1), 0, 0, 0, 50, true, clock_timestamp(), '{}');
set local role tradekeel_engine;
select lives_ok(
  $$ select ledger.require_allocated(fixture.user_id(1), fixture.profile_id(1), 1000) $$,
  'all of it'
);
select is(
  fixture.refusal($$ select ledger.require_allocated(
    fixture.user_id(1), fixture.profile_id(1), 1000.01) $$),
  format('LGR01 profile=%s wanted=1000.01 of what is allocated', fixture.profile_id(1)),
  'not the profit'
);
reset role;
select fixture.add_profile(1, 2);
set local role tradekeel_operator;
select matches(
  fixture.refusal($$ select ops.fn_transfer_capital(fixture.user_id(1), fixture.profile_id(1),
    fixture.profile_id(2), fixture.token(9), 1050) $$),
  '^LGR01 profile=.* wanted=1050 of what is allocated$', 'nor by a transfer'
);

select * from finish();
rollback;
