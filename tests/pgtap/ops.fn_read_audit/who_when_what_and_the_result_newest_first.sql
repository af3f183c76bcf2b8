begin;
select plan(4);

select fixture.make_tenant(1);
select ops.fn_pause_profile(fixture.user_id(1), fixture.profile_id(1), 'one');
set local role tradekeel_auditor;
select is(
  (select concat_ws(' ', r.operator, r.entry_point, r.user_id, r.arguments ->> 'reason',
                    r.result ->> 'state') from ops.fn_read_audit(null, 1) as r),
  concat_ws(' ', session_user, 'ops.fn_pause_profile', fixture.user_id(1), 'one paused'),
  'the last call'
);
select cmp_ok(
  (select count(*)::integer from ops.fn_read_audit('-infinity', 1000)), '>', 2, 'and all of them'
);
select is_empty($$ select from ops.fn_read_audit('infinity', 10) $$, 'from a moment on');
reset role;
select is(
  fixture.roles_that_may($$ select ops.fn_read_audit(null, 1) $$),
  array['tradekeel_auditor', 'tradekeel_operator'], 'operators and auditors'
);

select * from finish();
rollback;
