begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.add_profile(1, 11);
create function pg_temp.hold(p_profile integer) returns boolean
language sql as $$
  select lifecycle.hold_claim(fixture.user_id(1), fixture.account_id(1),
    fixture.profile_id(p_profile), 'BTC/USDT', 'long')
$$;
select is(pg_temp.hold(1), true, 'free: held');
select is_empty('select * from health.incidents', 'no incident');
select is(pg_temp.hold(11), false, 'another''s: not');
select is(
  fixture.rows($$ select kind, level, detail ->> 'key' from health.incidents $$),
  '(claim_conflict,critical,BTC)', 'an incident'
);

select * from finish();
rollback;
