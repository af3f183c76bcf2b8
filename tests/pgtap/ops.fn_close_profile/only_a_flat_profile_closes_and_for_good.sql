begin;
select plan(7);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.fill_and_settle(fixture.begin_entry(1, 'r1', 0.001), 'x1');
set local role tradekeel_operator;
select throws_ok(
  $$ select ops.fn_close_profile(fixture.user_id(1), fixture.profile_id(1), 'test') $$,
  'OPC11', null, 'it holds something'
);
reset role;
select fixture.fill_and_settle(fixture.begin_exit(1, 'r2', null), 'x2');
set local role tradekeel_operator;
select is(
  ops.fn_close_profile(fixture.user_id(1), fixture.profile_id(1), 'test'), 'closed', 'closed'
);
select is(
  ops.fn_close_profile(fixture.user_id(1), fixture.profile_id(1), 'test'), 'closed', 'a replay'
);
select is(
  ops.fn_resume_profile(fixture.user_id(1), fixture.profile_id(1), 'test'), 'closed',
  'it stays closed'
);
select is(
  ops.fn_withdraw_capital(
    fixture.user_id(1), fixture.profile_id(1), fixture.token(1), 1000), 0::numeric,
  'what it has can be taken away'
);
reset role;
select is(fixture.audited(1, 'ops.fn_close_profile'), 1, 'once on record');
select is_empty('select * from fixture.violations()', 'every check is empty');

select * from finish();
rollback;
