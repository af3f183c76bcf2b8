begin;
select plan(1);

select is(
  fixture.roles_that_may($$ select ops.fn_adopt_order(fixture.user_id(1), fixture.profile_id(1),
    'BTC/USDT', 'long', '9', 'by hand') $$),
  array['tradekeel_operator'], 'nobody else'
);

select * from finish();
rollback;
