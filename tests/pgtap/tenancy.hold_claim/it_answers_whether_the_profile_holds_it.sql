begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.add_profile(1, 11);
create function pg_temp.hold(p_profile integer) returns boolean
language sql as $$
  select tenancy.hold_claim(
    fixture.user_id(1), fixture.account_id(1), fixture.profile_id(p_profile), 'BTC')
$$;
select is(pg_temp.hold(1), true, 'free: taken');
select is(pg_temp.hold(1), true, 'its own: kept');
select is(pg_temp.hold(11), false, 'another''s: not');

select * from finish();
rollback;
