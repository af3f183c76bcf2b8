begin;
select plan(2);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
select fixture.make_tenant(3);
select fixture.make_tenant(4, 'binanceusdm', 'swap');
select fixture.add_profile(1, 5);
select ops.fn_create_account(
  fixture.user_id(1), fixture.account_id(6), 'binance', 'spot', 'one_way', 'env:A', 'report');
select tenancy.halt_account(fixture.user_id(2), fixture.account_id(2), 'test', '{}');
update tenancy.exchange_accounts set state = 'closed' where account_id = fixture.account_id(3);
update tenancy.users set is_suspended = true where user_id = fixture.user_id(4);
set local role tradekeel_bridge;
select results_eq(
  'select a.user_id, a.account_id, a.exchange, a.market_type, a.position_mode,
          a.credentials_ref, a.exchange_uid, a.state, a.profile_count
     from engine.fn_list_accounts() as a',
  $$ values
       (fixture.user_id(1), fixture.account_id(1), 'binance', 'spot', 'one_way', 'env:FIXTURE',
         null::text, 'active', 2::bigint),
       (fixture.user_id(2), fixture.account_id(2), 'binance', 'spot', 'one_way', 'env:FIXTURE',
         null::text, 'halted', 1::bigint),
       (fixture.user_id(4), fixture.account_id(4), 'binanceusdm', 'swap', 'one_way',
         'env:FIXTURE', null::text, 'active', 1::bigint) $$,
  'halted and suspended ones too: exits go on'
);
reset role;
select is(
  fixture.roles_that_may('select engine.fn_list_accounts()'), array['tradekeel_bridge'],
  'only the bridge sees them'
);

select * from finish();
rollback;
