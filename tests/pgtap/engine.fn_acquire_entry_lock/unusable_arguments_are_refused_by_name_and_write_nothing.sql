begin;
select plan(17);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
create temporary table before as select fixture.digest() as digest;
create function pg_temp.lock(
  p_user integer default 1, p_profile integer default 1, p_symbol text default 'BTC/USDT',
  p_token uuid default fixture.token(1), p_seconds numeric default 10
) returns text
language sql as $$
  select fixture.refusal(format(
    'select * from engine.fn_acquire_entry_lock(%L, %L, %L, %L, %L)',
    fixture.user_id(p_user), fixture.profile_id(p_profile), p_symbol, p_token, p_seconds))
$$;
set local role tradekeel_bridge;
select matches(pg_temp.lock(p_seconds => 0), '^LKR01 seconds=0', 'no time');
select matches(pg_temp.lock(p_seconds => -1), '^LKR01', 'negative time');
select matches(pg_temp.lock(p_seconds => 0.01), '^LKR01', 'too short');
select matches(pg_temp.lock(p_seconds => 601), '^LKR01', 'too long');
select matches(pg_temp.lock(p_seconds => 'NaN'), '^LKR01', 'not a number');
select matches(pg_temp.lock(p_seconds => 'Infinity'), '^LKR01', 'for ever');
select matches(pg_temp.lock(p_seconds => null), '^LKR01', 'no time given');
select matches(pg_temp.lock(p_token => null), '^LCR01 owner_token', 'nobody''s token');
select matches(pg_temp.lock(p_symbol => null), '^LCR01 symbol', 'no symbol');
select matches(pg_temp.lock(p_symbol => ''), '^LCR01 symbol', 'an empty symbol');
select matches(pg_temp.lock(p_symbol => repeat('x', 101)), '^LCR01 symbol', 'a long symbol');
select matches(pg_temp.lock(p_profile => 9), '^TNR01 profile=', 'an unknown profile');
select matches(pg_temp.lock(p_user => 9), '^TNR01 profile=', 'an unknown user');
select matches(
  pg_temp.lock(p_user => 1, p_profile => 2), '^TNR01 profile=', 'another user''s profile'
);
select matches(
  pg_temp.lock(p_seconds => 0, p_token => null, p_profile => 9), '^LKR01', 'time is looked at first'
);
select matches(pg_temp.lock(p_token => null, p_profile => 9), '^LCR01', 'then the rest');
reset role;
select is(fixture.digest(), (select digest from before), 'nothing was written');

select * from finish();
rollback;
