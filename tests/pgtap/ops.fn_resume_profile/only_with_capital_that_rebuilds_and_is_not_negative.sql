begin;
select plan(5);

select fixture.make_tenant(1);
select ops.fn_pause_profile(fixture.user_id(1), fixture.profile_id(1), 'x');
update ledger.capital set realized_pnl = 1;
set local role tradekeel_operator;
select is(
  fixture.refusal($$ select ops.fn_resume_profile(
    fixture.user_id(1), fixture.profile_id(1), 'x') $$),
  'LGI01 profile=' || fixture.profile_id(1), 'it does not rebuild'
);
reset role;
update ledger.capital set realized_pnl = 0;
select ledger.post(fixture.user_id(1), fixture.profile_id(1), 'funding',
  'test:' || fixture.token(1), 0, 0, 0, -1000.5, true, clock_timestamp(), '{}');
set local role tradekeel_operator;
select is(
  fixture.refusal($$ select ops.fn_resume_profile(
    fixture.user_id(1), fixture.profile_id(1), 'x') $$),
  format('LGR01 profile=%s available=-0.5', fixture.profile_id(1)), 'it is negative'
);
select ops.fn_allocate_capital(fixture.user_id(1), fixture.profile_id(1), fixture.token(2), 1);
select is(
  ops.fn_resume_profile(fixture.user_id(1), fixture.profile_id(1), 'x'), 'active', 'it is sound'
);
select is(
  ops.fn_resume_profile(fixture.user_id(1), fixture.profile_id(1), 'x'), 'active', 'again'
);
reset role;
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
