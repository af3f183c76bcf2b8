begin;
select plan(7);

set local role tradekeel_operator;
select is(ops.fn_create_user(fixture.user_id(1)), fixture.user_id(1), 'registered');
select is(ops.fn_create_user(fixture.user_id(1)), fixture.user_id(1), 'a replay is the same');
select is(
  fixture.refusal('select ops.fn_create_user(null)'),
  'OPR01 user_id wanted=uuid other than nil', 'nobody'
);
select is(
  fixture.refusal($$ select ops.fn_create_user('00000000-0000-0000-0000-000000000000') $$),
  'OPR01 user_id wanted=uuid other than nil', 'nil stands for the installation'
);
reset role;
select is((select count(*)::integer from tenancy.users), 1, 'one');
select is(
  (select string_agg(concat_ws(' ', a.entry_point, a.user_id, a.operator), ', ')
     from ops.audit as a where a.entry_point ~ '^ops'),
  concat_ws(' ', 'ops.fn_create_user', fixture.user_id(1), session_user), 'on record once'
);
select is(
  fixture.roles_that_may('select ops.fn_create_user(fixture.user_id(1))'),
  array['tradekeel_operator'], 'and only operators may'
);

select * from finish();
rollback;
