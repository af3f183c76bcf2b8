begin;
select plan(2);

select fixture.make_tenant(1);
create role alice_of_test login in role tradekeel_operator;
create role bob_of_test login in role tradekeel_operator;
set local session authorization alice_of_test;
create temporary table change as
select ops.fn_propose_correction(fixture.user_id(1), fixture.profile_id(1), 1, 'x') as id;
grant select on change to public;
set local session authorization bob_of_test;
select ops.fn_approve_change(fixture.user_id(1), c.id) from change as c;
select ops.fn_allocate_capital(fixture.user_id(1), fixture.profile_id(1), fixture.token(1), 1);
select is(
  (select fixture.refusal(format('select ops.fn_apply_change(%L, %L)', fixture.user_id(1), c.id))
     from change as c),
  (select format('OPC04 change=%s planned_seq=1 seq=2', c.id) from change as c), 'it moved'
);
reset session authorization;
select is(fixture.amounts(1), '1001 0 0 0 active', 'nothing is corrected');

select * from finish();
rollback;
