begin;
select plan(1);

select is(
  fixture.roles_that_may(
    $$ select engine.fn_handle_profile(
         fixture.user_id(1), fixture.user_id(1), fixture.token(1), 1, fixture.profile_id(1)) $$),
  array['tradekeel_bridge'], 'nobody else'
);

select * from finish();
rollback;
