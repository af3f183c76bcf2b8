begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
select fixture.add_profile(1, 3);
update tenancy.profiles set name = 'a' where profile_id = fixture.profile_id(3);
update ledger.capital set trading_state = 'paused', tenant_paused_at = now()
 where profile_id = fixture.profile_id(3);
set local role tradekeel_operator;
select results_eq(
  $$ select p.name, p.exchange, p.account_state, p.trading_state, p.is_paused_by_owner,
            p.available, p.currency
       from ops.fn_list_profiles(fixture.user_id(1), 10) as p $$,
  $$ values ('a', 'binance', 'active', 'paused', true, 1000::numeric, 'USDT'),
            ('profile 1', 'binance', 'active', 'active', false, 1000, 'USDT') $$,
  'and nobody else''s'
);
select is(
  (select count(*) from ops.fn_list_profiles(fixture.user_id(1), 1)), 1::bigint,
  'so many and no more'
);
reset role;
select is(
  fixture.roles_that_may(
    $$ select ops.fn_list_profiles(fixture.user_id(1), 1) $$),
  array['tradekeel_auditor', 'tradekeel_operator'], 'operators and auditors'
);

select * from finish();
rollback;
