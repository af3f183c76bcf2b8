begin;
select plan(1);

select fixture.make_tenant(1);
select is(
  fixture.roles_that_may($$ select * from engine.fn_lease_account(
    fixture.user_id(1), fixture.account_id(1), fixture.token(1), fixture.token(1), 10) $$),
  array['tradekeel_bridge'], 'nobody else'
);

select * from finish();
rollback;
