begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
select fixture.act_as_tenant(1);
select is(
  api.fn_request_exit(fixture.user_id(2)::text, fixture.profile_id(2)::text, 's1', 'BTC/USDT',
    'sell', 'market', null, null, null, null, 'false', '60'), null, 'another user''s'
);
reset role;
select is(
  (select b.entry_point from tenancy.breaches as b), 'api.fn_request_exit', 'on record'
);
select is(
  fixture.roles_that_may($$ select api.fn_request_exit(fixture.user_id(1)::text,
    fixture.profile_id(1)::text, 's1', 'BTC/USDT', 'sell', 'market', '1', null, null, null, 'false',
    '60') $$),
  array['authenticated'], 'and only tenants may ask'
);

select * from finish();
rollback;
