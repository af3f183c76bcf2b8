begin;
select plan(1);

select is(
  fixture.roles_that_may(
    $$ select engine.fn_start_instance(fixture.token(1), fixture.token(1), 'v', 'h') $$),
  array['tradekeel_bridge'], 'nobody else'
);

select * from finish();
rollback;
