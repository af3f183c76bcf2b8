-- One held BTC from 8 to 10, the other has held it since 11.
begin;
select plan(7);

select fixture.stage(1, 'binanceusdm', 'swap');
select fixture.add_profile(1, 3);
create temporary table moments as select '2026-01-01 08:00 UTC'::timestamptz as eight;
insert into lifecycle.positions
  (user_id, profile_id, account_id, symbol, side, state, opened_at, closed_at)
select fixture.user_id(1), fixture.profile_id(1), fixture.account_id(1), 'BTC/USDT:USDT', 'long',
       'closed', m.eight, m.eight + interval '2 hours'
  from moments as m;
create function pg_temp.owner(p_symbol text, p_hour integer) returns text
language sql as $$
  select case lifecycle.income_owner(a, p_symbol, '2026-01-01 UTC'::timestamptz
             + make_interval(hours => p_hour))
           when fixture.profile_id(1) then 'first' when fixture.profile_id(3) then 'other' end
    from tenancy.exchange_accounts as a where a.account_id = fixture.account_id(1)
$$;
select is(pg_temp.owner('BTC/USDT:USDT', 12), 'first', 'nobody holds it: the last that did');
insert into lifecycle.positions
  (user_id, profile_id, account_id, symbol, side, quantity, opened_at)
select fixture.user_id(1), fixture.profile_id(3), fixture.account_id(1), 'BTC/USDT:USDT', 'long',
       1, m.eight + interval '3 hours'
  from moments as m;
select is(pg_temp.owner('BTC/USDT:USDT', 9), 'first', 'news of 9 o''clock is about the first');
select is(pg_temp.owner('BTC/USDT:USDT', 11), 'other', 'of 11 about the other');
select is(
  pg_temp.owner('BTC/USDT:USDT', 7), 'other', 'before both, whoever holds it now'
);
select is(pg_temp.owner('ETH/USDT:USDT', 9), null, 'a symbol that neither had');
select is(pg_temp.owner(null, 9), null, 'no symbol');
insert into lifecycle.positions
  (user_id, profile_id, account_id, symbol, side, quantity, opened_at)
select fixture.user_id(1), fixture.profile_id(1), fixture.account_id(1), 'BTC/USDT:USDT', 'short',
       1, m.eight + interval '4 hours'
  from moments as m;
select is(
  pg_temp.owner('BTC/USDT:USDT', 13), null, 'one on each side of a hedge: nobody can tell'
);

select * from finish();
rollback;
