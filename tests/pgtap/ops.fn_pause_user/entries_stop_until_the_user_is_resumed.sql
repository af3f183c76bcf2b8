begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_ready(1);
set local role tradekeel_operator;
select is(ops.fn_pause_user(fixture.user_id(1), 'test'), true, 'suspended');
reset role;
select throws_ok(
  $$ select fixture.begin_entry(1, 'r1', 0.001) $$, 'TNR05', null, 'no entry begins'
);
set local role tradekeel_operator;
select is(ops.fn_resume_user(fixture.user_id(1), 'test'), false, 'resumed');
reset role;
select fixture.begin_entry(1, 'r1', 0.001);
select is(
  fixture.audited(1, 'ops.fn_pause_user') + fixture.audited(1, 'ops.fn_resume_user'), 2,
  'both are on record'
);

select * from finish();
rollback;
