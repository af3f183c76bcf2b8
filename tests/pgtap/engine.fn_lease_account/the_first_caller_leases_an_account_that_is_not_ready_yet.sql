begin;
select plan(1);

select fixture.make_tenant(1);
set local role tradekeel_bridge;
select results_eq(
  $$ select is_acquired, term, epoch, is_ready, holder from engine.fn_lease_account(
       fixture.user_id(1), fixture.account_id(1), fixture.token(1), fixture.token(1), 10) $$,
  $$ values (true, 1::bigint, 1::bigint, false, fixture.token(1)) $$,
  'term 1, not ready before a reconciliation'
);

select * from finish();
rollback;
