begin;
select plan(1);

select fixture.make_tenant(1);
select is(
  fixture.roles_that_may($$ select * from engine.fn_release_entry_lock(
    fixture.user_id(1), fixture.profile_id(1), 'BTC/USDT', fixture.token(1), 1) $$),
  array['tradekeel_bridge'], 'nobody else'
);

select * from finish();
rollback;
