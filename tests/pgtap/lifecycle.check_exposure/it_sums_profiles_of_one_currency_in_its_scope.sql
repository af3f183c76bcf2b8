-- Two USDT profiles on one account, one on another, one in EUR; each reserves 100.
begin;
select plan(6);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
select fixture.add_profile(1, 3);
select ops.fn_create_account(fixture.user_id(1), fixture.account_id(4), 'binance', 'spot',
  'one_way', 'env:X', 'report');
select ops.fn_create_profile(fixture.user_id(1), fixture.profile_id(4), fixture.account_id(4),
  'other account', 'USDT', 5, 1000, 1);
select ops.fn_create_profile(fixture.user_id(1), fixture.profile_id(5), fixture.account_id(1),
  'euros', 'EUR', 5, 1000, 1);
update ledger.capital set allocated = 1000, reserved_for_orders = 40, reserved_for_positions = 60;
update tenancy.exchange_accounts set max_exposure = 250;
update tenancy.users set max_exposure = 350;
create function pg_temp.refused(p_scope text, p_cap numeric, p_wanted numeric) returns text
language plpgsql as $$
declare
  v_profile tenancy.profiles;
begin
  select p.* into v_profile from tenancy.profiles as p where p.profile_id = fixture.profile_id(1);
  return fixture.refusal(format(
    'select lifecycle.check_exposure(%L, %L, %L, %L::tenancy.profiles, %L)', p_scope,
    case p_scope when 'user' then v_profile.user_id else v_profile.account_id end, p_cap,
    v_profile, p_wanted));
end;
$$;
select is(pg_temp.refused('account', 250, 50), 'not refused', 'two of the account and 50 more');
select is(
  pg_temp.refused('account', 250, 50.000000000000000001),
  format('LCR17 account=%s exposure=200 wanted=50.000000000000000001 maximum=250',
    fixture.account_id(1)), 'to the last digit'
);
select is(pg_temp.refused('user', 350, 50), 'not refused', 'three of the user and 50 more');
select is(
  pg_temp.refused('user', 350, 51),
  format('LCR17 user=%s exposure=300 wanted=51 maximum=350', fixture.user_id(1)), '51 are too much'
);
select is(pg_temp.refused('account', null, 1e19), 'not refused', 'no cap is none');
select is(
  pg_temp.refused('account', 1, 50), 'not refused',
  'what counts is the cap under the lock, not what the caller read before'
);

select * from finish();
rollback;
