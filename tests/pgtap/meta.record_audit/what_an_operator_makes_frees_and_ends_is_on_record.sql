begin;
select plan(1);

select fixture.make_tenant(1);
select fixture.make_ready(1);
set local role tradekeel_operator;
select ops.fn_pause_profile(fixture.user_id(1), fixture.profile_id(1), 'test');
select ops.fn_resume_profile(fixture.user_id(1), fixture.profile_id(1), 'test');
select ops.fn_unlock_account(fixture.user_id(1), fixture.account_id(1), true, 'test');
select ops.fn_close_profile(fixture.user_id(1), fixture.profile_id(1), 'test');
select ops.fn_close_account(fixture.user_id(1), fixture.account_id(1), 'test');
reset role;
select results_eq(
  $$ select a.entry_point, count(*) from ops.audit as a
      where a.user_id = fixture.user_id(1) group by 1 order by 1 $$,
  $$ values ('ops.fn_allocate_capital' collate "C", 1::bigint), ('ops.fn_close_account', 1),
       ('ops.fn_close_profile', 1), ('ops.fn_create_account', 1), ('ops.fn_create_profile', 1),
       ('ops.fn_create_user', 1), ('ops.fn_pause_profile', 1), ('ops.fn_resume_profile', 1),
       ('ops.fn_unlock_account', 1) $$,
  'each call has its line'
);

select * from finish();
rollback;
