begin;
select plan(2);

select fixture.make_tenant(1);
set local role tradekeel_auditor;
select count(*) from ops.fn_explain_profile(fixture.user_id(1), fixture.profile_id(1));
reset role;
select results_eq(
  $$ select a.user_id, a.operator, a.arguments, a.result from ops.audit as a
      where a.entry_point = 'ops.fn_explain_profile' $$,
  $$ values (fixture.user_id(1), session_user::text collate "default",
             jsonb_build_object('profile_id', fixture.profile_id(1)),
             '{"row_count": 2}'::jsonb) $$,
  'who, when, whom, and how many rows'
);
set local role tradekeel_operator;
set local transaction_read_only = on;
select throws_ok(
  $$ select ops.fn_explain_profile(fixture.user_id(1), fixture.profile_id(1)) $$, '25006', null,
  'and it is not shown where that cannot be written'
);

select * from finish();
rollback;
