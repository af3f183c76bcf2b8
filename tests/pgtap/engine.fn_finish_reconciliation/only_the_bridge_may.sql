begin;
select plan(2);

select is(
  fixture.roles_that_may(
    $$ select engine.fn_finish_reconciliation(
         fixture.user_id(1), fixture.user_id(1), fixture.token(1), 1) $$),
  array['tradekeel_bridge'], 'nobody else'
);
select throws_ok(
  format('select engine.fn_finish_reconciliation(%L, %L, %L, 1)', fixture.user_id(1),
    fixture.user_id(1), fixture.token(1)), 'TNR01', null, 'no such run'
);

select * from finish();
rollback;
