begin;
select plan(2);

select fixture.stage(1);
select fixture.begin_entry(1, 'r1', 0.001);
set local role tradekeel_auditor;
select count(*) from ops.fn_read_order(fixture.user_id(1), null, 'r1', 10);
reset role;
select results_eq(
  $$ select a.user_id, a.operator, a.arguments, a.result from ops.audit as a
      where a.entry_point = 'ops.fn_read_order' $$,
  $$ values (fixture.user_id(1), session_user::text collate "default",
             jsonb_build_object('symbol', null, 'order', 'r1', 'limit', 10),
             '{"row_count": 3}'::jsonb) $$,
  'who, when, whom, and how many rows'
);
set local role tradekeel_operator;
set local transaction_read_only = on;
select throws_ok(
  $$ select ops.fn_read_order(fixture.user_id(1), null, 'r1', 10) $$, '25006', null,
  'and it is not shown where that cannot be written'
);

select * from finish();
rollback;
