begin;
select plan(5);

select fixture.make_tenant(1);
update ledger.capital set trading_state = 'breached';
set local role tradekeel_operator;
select is(
  ops.fn_pause_profile(fixture.user_id(1), fixture.profile_id(1), 'x'), 'breached', 'breached'
);
select is(
  fixture.refusal($$ select ops.fn_pause_profile(
    fixture.user_id(1), fixture.profile_id(1), '') $$),
  'OPR01 reason wanted=1 to 500 characters', 'a reason is needed'
);
select is(
  fixture.refusal($$ select ops.fn_pause_profile(
    fixture.user_id(1), fixture.profile_id(2), null) $$),
  'OPR01 reason wanted=1 to 500 characters', 'first of all'
);
select is(
  fixture.refusal($$ select ops.fn_pause_profile(
    fixture.user_id(1), fixture.profile_id(2), 'x') $$),
  'TNR01 profile=' || fixture.profile_id(2), 'no such profile'
);
reset role;
select is(
  fixture.roles_that_may($$ select ops.fn_pause_profile(
    fixture.user_id(1), fixture.profile_id(1), 'x') $$),
  array['tradekeel_operator'], 'and only operators may'
);

select * from finish();
rollback;
