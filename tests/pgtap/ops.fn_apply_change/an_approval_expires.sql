begin;
select plan(3);

select fixture.make_tenant(1);
create role alice_of_test login in role tradekeel_operator;
create role bob_of_test login in role tradekeel_operator;
set local session authorization alice_of_test;
create temporary table change as
select ops.fn_propose_correction(fixture.user_id(1), fixture.profile_id(1), 1, 'x') as id;
grant select on change to public;
reset session authorization;
update ops.change_requests set expires_at = clock_timestamp();
set local session authorization bob_of_test;
select is(
  (select left(fixture.refusal(format('select ops.fn_approve_change(%L, %L)',
     fixture.user_id(1), c.id)), 5) from change as c), 'OPC03', 'too late to approve'
);
reset session authorization;
update ops.change_requests
   set state = 'approved', approved_by = 'bob_of_test', approved_at = clock_timestamp();
set local session authorization bob_of_test;
select is(
  (select left(fixture.refusal(format('select ops.fn_apply_change(%L, %L)',
     fixture.user_id(1), c.id)), 5) from change as c), 'OPC03', 'too late to apply'
);
reset session authorization;
select is(
  fixture.roles_that_may($$ select ops.fn_apply_change(fixture.user_id(1), fixture.token(1)) $$),
  array['tradekeel_operator'], 'and only operators may'
);

select * from finish();
rollback;
