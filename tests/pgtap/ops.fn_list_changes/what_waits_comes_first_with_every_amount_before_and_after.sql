begin;
select plan(3);

select fixture.make_tenant(1);
set local role tradekeel_operator;
select ops.fn_propose_correction(fixture.user_id(1), fixture.profile_id(1), -1.5, 'lost fee');
select is(
  (select concat_ws(' ', c.kind, c.state, c.planned ->> 'available_before',
                    c.planned ->> 'available_after', c.reason, c.requested_by, c.is_stale)
     from ops.fn_list_changes(fixture.user_id(1)) as c),
  concat_ws(' ', 'correction proposed 1000 998.5 lost fee', session_user, 'f'),
  'before it is approved its effect is seen'
);
select ops.fn_allocate_capital(fixture.user_id(1), fixture.profile_id(1), gen_random_uuid(), 1);
select is(
  (select c.is_stale from ops.fn_list_changes(fixture.user_id(1)) as c), true,
  'and that its profile moved since'
);
reset role;
select is(
  fixture.roles_that_may($$ select ops.fn_list_changes(fixture.user_id(1)) $$),
  array['tradekeel_auditor', 'tradekeel_operator'], 'operators and auditors'
);

select * from finish();
rollback;
