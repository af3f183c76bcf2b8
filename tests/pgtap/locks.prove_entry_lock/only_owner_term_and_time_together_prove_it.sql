begin;
select plan(7);

select fixture.make_tenant(1);
select fixture.take_lock(1, 'BTC/USDT');
create function pg_temp.prove(
  p_user integer default 1, p_token integer default 1, p_term bigint default 1,
  p_symbol text default 'BTC/USDT'
) returns text
language sql as $$
  select fixture.refusal(format('select locks.prove_entry_lock(%L, %L, %L, %L, %L)',
    fixture.user_id(p_user), fixture.profile_id(1), p_symbol, fixture.token(p_token), p_term))
$$;
select is(pg_temp.prove(), 'not refused', 'all three');
select matches(pg_temp.prove(p_token => 2), '^LKC02', 'another owner');
select matches(pg_temp.prove(p_term => 2), '^LKC02', 'another term');
select matches(pg_temp.prove(p_term => null), '^LKC02', 'no term');
select matches(pg_temp.prove(p_symbol => 'ETH/USDT'), '^LKC02', 'another symbol');
select matches(pg_temp.prove(p_user => 2), '^LKC02', 'another user');
update locks.entry_locks set expires_at = clock_timestamp();
select matches(pg_temp.prove(), '^LKC02', 'expired by the database''s clock');

select * from finish();
rollback;
