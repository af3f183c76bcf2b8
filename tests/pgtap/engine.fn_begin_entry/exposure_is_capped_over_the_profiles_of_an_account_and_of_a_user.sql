begin;
select plan(5);

select fixture.stage(1);
select fixture.add_profile(1, 11);
select fixture.hold(1, 'r0', 0.01);
select * from engine.fn_acquire_entry_lock(
  fixture.user_id(1), fixture.profile_id(11), 'ETH/USDT', fixture.token(1), 100);
create temporary table other as
select jsonb_build_object('profile_id', fixture.profile_id(11), 'symbol', 'ETH/USDT',
  'quantity', '0.1') as r;
grant select on other to public;
create function pg_temp.cap(p_account numeric, p_user numeric) returns text
language plpgsql as $$
begin
  update tenancy.exchange_accounts set max_exposure = p_account;
  update tenancy.users set max_exposure = p_user;
  return fixture.refused_entry(1, (select r from other));
end;
$$;
select matches(
  pg_temp.cap(700, null), '^LCR17 account=.* exposure=500.* wanted=202.404.* maximum=700$',
  'what another profile holds counts against the account'
);
select matches(pg_temp.cap(null, 700), '^LCR17 user=.* maximum=700$', 'and against the user');
select matches(pg_temp.cap(700, 700), '^LCR17 account=', 'the account is looked at first');
select is(pg_temp.cap(702.404, 702.404), 'not refused', 'up to the cap, to the last digit');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
