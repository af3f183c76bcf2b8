begin;
select plan(7);

select fixture.stage(1);
select fixture.begin_entry(1, 'r1', 0.01);
set local role tradekeel_operator;
select is(
  left(fixture.refusal($$ select ops.fn_withdraw_capital(
    fixture.user_id(1), fixture.profile_id(1), fixture.token(1), 500) $$), 5),
  'LGR01', 'what is reserved stays'
);
select is(
  fixture.refusal($$ select ops.fn_withdraw_capital(
    fixture.user_id(1), fixture.profile_id(1), fixture.token(1), 1000.01) $$),
  format('LGR01 profile=%s allocated=1000 wanted=1000.01', fixture.profile_id(1)),
  'nor more than was allocated'
);
select is(
  ops.fn_withdraw_capital(fixture.user_id(1), fixture.profile_id(1), fixture.token(1), 493.99),
  0::numeric, 'all that is free'
);
select is(
  ops.fn_withdraw_capital(fixture.user_id(1), fixture.profile_id(1), fixture.token(1), 493.99),
  0::numeric, 'once'
);
reset role;
select is(fixture.amounts(1), '506.01 506.01 0 0 active', 'the reservation is whole');
select is_empty('select * from fixture.violations()', 'every promise holds');
select is(
  fixture.roles_that_may($$ select ops.fn_withdraw_capital(
    fixture.user_id(1), fixture.profile_id(1), fixture.token(1), 1) $$),
  array['tradekeel_operator'], 'and only operators may'
);

select * from finish();
rollback;
