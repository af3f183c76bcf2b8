begin;
select plan(10);

select fixture.make_tenant(1);
create role alice_of_test login in role tradekeel_operator;
create role bob_of_test login in role tradekeel_operator;
set local session authorization alice_of_test;
create temporary table change as
select ops.fn_propose_correction(
  fixture.user_id(1), fixture.profile_id(1), -1.5, 'fee of March') as id;
grant select on change to public;
select is(
  (select fixture.refusal(format('select ops.fn_apply_change(%L, %L)', fixture.user_id(1), c.id))
     from change as c) like 'OPC03 change=% state=proposed %', true, 'not before it is approved'
);
select is(
  (select fixture.refusal(format('select ops.fn_approve_change(%L, %L)', fixture.user_id(1), c.id))
     from change as c), (select 'OPR02 change=' || c.id from change as c), 'nor by oneself'
);
set local session authorization bob_of_test;
select is(
  (select ops.fn_approve_change(fixture.user_id(1), c.id) from change as c), 'approved',
  'another person approves'
);
select is(
  (select fixture.refusal(format('select ops.fn_approve_change(%L, %L)', fixture.user_id(1), c.id))
     from change as c) like 'OPC03 change=% state=approved %', true, 'once'
);
select is(
  (select ops.fn_apply_change(fixture.user_id(1), c.id) from change as c), 2::bigint, 'applied'
);
select is(
  (select ops.fn_apply_change(fixture.user_id(1), c.id) from change as c), 2::bigint,
  'a replay is the same entry'
);
reset session authorization;
select is(fixture.amounts(1), '1000 0 0 -1.5 active', 'the amount has moved');
select is(
  (select concat_ws(' ', c.state, c.requested_by, c.approved_by, c.planned ->> 'available_after')
     from ops.change_requests as c), 'applied alice_of_test bob_of_test 998.5', 'by whom'
);
select is(
  (select string_agg(a.operator || ' ' || a.entry_point, ', ' order by a.recorded_at)
     from ops.audit as a where a.entry_point like '%change' or a.entry_point like '%correction'),
  'alice_of_test ops.fn_propose_correction, bob_of_test ops.fn_approve_change, '
    || 'bob_of_test ops.fn_apply_change', 'on record'
);
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
