begin;
select plan(11);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
create function pg_temp.renew(
  p_user integer default 1, p_profile integer default 1, p_symbol text default 'BTC/USDT',
  p_token uuid default fixture.token(1), p_term bigint default 1, p_seconds numeric default 10
) returns text
language sql as $$
  select fixture.refusal(format(
    'select * from engine.fn_renew_entry_lock(%L, %L, %L, %L, %L, %L)', fixture.user_id(p_user),
    fixture.profile_id(p_profile), p_symbol, p_token, p_term, p_seconds))
$$;
set local role tradekeel_bridge;
select matches(pg_temp.renew(), '^LKC02', 'nobody holds it');
select fixture.take_lock(1, 'BTC/USDT');
reset role;
create temporary table before as select fixture.digest() as digest;
set local role tradekeel_bridge;
select matches(
  pg_temp.renew(p_token => fixture.token(2)), '^LKC02 profile=.* symbol=BTC/USDT term=1$',
  'another token'
);
select matches(pg_temp.renew(p_term => 2), '^LKC02', 'another term');
select matches(pg_temp.renew(p_term => null), '^LKC02', 'no term');
select matches(pg_temp.renew(p_token => null), '^LKC02', 'no token');
select matches(pg_temp.renew(p_symbol => 'ETH/USDT'), '^LKC02', 'another symbol');
select matches(pg_temp.renew(p_profile => 2), '^LKC02', 'another user''s profile');
select matches(pg_temp.renew(p_user => 2, p_profile => 1), '^LKC02', 'as another user');
select matches(
  pg_temp.renew(p_token => fixture.token(2), p_seconds => 0), '^LKR01', 'time is looked at first'
);
reset role;
select is(fixture.digest(), (select digest from before), 'nothing was written');
update locks.entry_locks set expires_at = clock_timestamp();
set local role tradekeel_bridge;
select matches(pg_temp.renew(), '^LKC02', 'expired: it must be acquired again, with a new term');

select * from finish();
rollback;
