begin;
select plan(1);

select is(
  fixture.roles_that_may(
    $$ select engine.fn_begin_reconciliation(
         fixture.user_id(1), fixture.account_id(1), fixture.token(1), 1, 30) $$),
  array['tradekeel_bridge'], 'nobody else'
);

select * from finish();
rollback;
