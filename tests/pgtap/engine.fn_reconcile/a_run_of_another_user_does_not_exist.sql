begin;
select plan(2);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.make_tenant(2);
set local role tradekeel_bridge;
select fixture.call_begin_run(1);
select throws_ok(
  format('select engine.fn_reconcile(%L, %L, %L, %s, %L)', fixture.user_id(2),
    (fixture.newest_run(1)).run_id, fixture.token(1), (fixture.newest_run(1)).lock_term, '{}'),
  'TNR01', null, 'as if there were none'
);
select throws_ok(
  format('select engine.fn_reconcile(%L, %L, %L, %s, %L)', fixture.user_id(1),
    fixture.user_id(9), fixture.token(1), (fixture.newest_run(1)).lock_term, '{}'),
  'TNR01', null, 'nor is one that never was'
);

select * from finish();
rollback;
