begin;
select plan(1);

select fixture.make_tenant(1);
select fixture.make_ready(1);
set local role tradekeel_bridge;
select results_eq(
  $$ select is_acquired, term, is_ready, retry_after_ms > 590000 from engine.fn_lease_account(
       fixture.user_id(1), fixture.account_id(1), fixture.token(1), fixture.token(1), 600) $$,
  $$ values (true, 1::bigint, true, true) $$, 'the same term, still ready, longer'
);

select * from finish();
rollback;
