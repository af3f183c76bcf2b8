begin;
select plan(4);

select fixture.make_tenant(1);
update ledger.capital set trading_state = 'closed';
set local role tradekeel_operator;
select is(
  ops.fn_resume_profile(fixture.user_id(1), fixture.profile_id(1), 'x'), 'closed', 'closed'
);
select is(
  fixture.refusal($$ select ops.fn_resume_profile(
    fixture.user_id(1), fixture.profile_id(2), null) $$),
  'OPR01 reason wanted=1 to 500 characters', 'a reason is needed, first of all'
);
select is(
  fixture.refusal($$ select ops.fn_resume_profile(
    fixture.user_id(1), fixture.profile_id(2), 'x') $$),
  'TNR01 profile=' || fixture.profile_id(2), 'no such profile'
);
reset role;
select is(
  fixture.roles_that_may($$ select ops.fn_resume_profile(
    fixture.user_id(1), fixture.profile_id(1), 'x') $$),
  array['tradekeel_operator'], 'and only operators may'
);

select * from finish();
rollback;
