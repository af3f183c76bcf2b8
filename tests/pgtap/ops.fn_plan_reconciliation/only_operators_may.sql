begin;
select plan(1);

select is(
  fixture.roles_that_may($$ select ops.fn_plan_reconciliation(fixture.user_id(1),
    fixture.account_id(1), null) $$),
  array['tradekeel_operator'], 'nobody else'
);

select * from finish();
rollback;
