begin;
select plan(7);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
select fixture.take_lock(1, 'BTC/USDT');
create temporary table before as select fixture.digest() as digest;
create function pg_temp.release(
  p_user integer default 1, p_profile integer default 1, p_symbol text default 'BTC/USDT',
  p_token uuid default fixture.token(1), p_term bigint default 1
) returns text
language sql as $$
  select fixture.refusal(format(
    'select * from engine.fn_release_entry_lock(%L, %L, %L, %L, %L)', fixture.user_id(p_user),
    fixture.profile_id(p_profile), p_symbol, p_token, p_term))
$$;
set local role tradekeel_bridge;
select matches(pg_temp.release(p_token => fixture.token(2)), '^LKC02', 'another token');
select matches(pg_temp.release(p_term => 2), '^LKC02', 'another term');
select matches(pg_temp.release(p_token => null), '^LKC02', 'no token');
select matches(pg_temp.release(p_symbol => 'ETH/USDT'), '^LKC02', 'another symbol');
select matches(pg_temp.release(p_profile => 2), '^LKC02', 'another user''s profile');
select matches(pg_temp.release(p_user => 2), '^LKC02', 'as another user');
reset role;
select is(fixture.digest(), (select digest from before), 'nothing was written');

select * from finish();
rollback;
