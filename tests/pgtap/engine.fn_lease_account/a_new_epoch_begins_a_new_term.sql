begin;
select plan(1);

select fixture.make_tenant(1);
select fixture.make_ready(1);
update meta.installation set epoch = 2;
set local role tradekeel_bridge;
select results_eq(
  $$ select is_acquired, term, epoch, is_ready from engine.fn_lease_account(
       fixture.user_id(1), fixture.account_id(1), fixture.token(1), fixture.token(1), 600) $$,
  $$ values (true, 2::bigint, 2::bigint, false) $$,
  'what was leased in another life of the database is not renewed'
);

select * from finish();
rollback;
