begin;
select plan(4);

select fixture.make_tenant(1);
set local role tradekeel_operator;
select ops.fn_withdraw_capital(fixture.user_id(1), fixture.profile_id(1), fixture.token(1), 900);
select is(
  ops.fn_withdraw_capital(fixture.user_id(1), fixture.profile_id(1), fixture.token(1), 900),
  100::numeric, 'a replay changes nothing, though 900 are not there any more'
);
select is(
  fixture.refusal($$ select ops.fn_withdraw_capital(
    fixture.user_id(1), fixture.profile_id(1), fixture.token(1), 50) $$),
  format('OPC01 profile=%s request:%s', fixture.profile_id(1), fixture.token(1)),
  'with another amount it is a conflict'
);
select is(
  left(fixture.refusal($$ select ops.fn_allocate_capital(
    fixture.user_id(1), fixture.profile_id(1), fixture.profile_id(1), 1) $$), 5), 'OPC01',
  'for an allocation too'
);
reset role;
select is(
  (select count(*)::integer from ops.audit as a where a.entry_point = 'ops.fn_withdraw_capital'),
  1, 'on record once'
);

select * from finish();
rollback;
