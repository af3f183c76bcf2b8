begin;
select plan(7);

select fixture.make_tenant(1);
select fixture.make_ready(1);
set local role tradekeel_operator;
select is(ops.fn_revoke_user(fixture.user_id(1), 'left'), true, 'revoked');
select is(ops.fn_revoke_user(fixture.user_id(1), 'left'), true, 'again is the same');
set local role tradekeel_bridge;
select results_eq(
  $$ select r.user_id from engine.fn_list_revoked(
       array[fixture.user_id(1), fixture.user_id(1), fixture.user_id(9), null]) as r
      where r.user_id is not null order by 1 $$,
  $$ values (fixture.user_id(1)), (fixture.user_id(9)) $$, 'he and whoever is no tenant are listed'
);
reset role;
select throws_ok(
  $$ select fixture.begin_entry(1, 'r1', 0.001) $$, 'TNR05', null, 'no entry of his begins'
);
set local role tradekeel_operator;
select is(ops.fn_restore_user(fixture.user_id(1), 'back'), true, 'restored');
set local role tradekeel_bridge;
select is_empty(
  $$ select from engine.fn_list_revoked(array[fixture.user_id(1)]) $$, 'he may listen again'
);
reset role;
select is(
  fixture.audited(1, 'ops.fn_revoke_user') + fixture.audited(1, 'ops.fn_restore_user'), 3,
  'all is on record'
);

select * from finish();
rollback;
