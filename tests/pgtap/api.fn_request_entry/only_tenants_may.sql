begin;
select plan(1);

select is(
  fixture.roles_that_may($$ select api.fn_request_entry(fixture.user_id(1)::text,
    fixture.profile_id(1)::text, 's1', 'BTC/USDT', 'buy', 'market', '1', null, null, null, 'false',
    '1', '60') $$),
  array['authenticated'], 'nobody else'
);

select * from finish();
rollback;
