begin;
select plan(8);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
select fixture.add_profile(1, 11);
create function pg_temp.take(p_profile integer, p_key text) returns text
language sql as $$
  select fixture.refusal(format(
    'select tenancy.take_claim(p, %L) from tenancy.profiles as p where p.profile_id = %L', p_key,
    fixture.profile_id(p_profile)))
$$;
select is(pg_temp.take(1, 'BTC'), 'not refused', 'the first takes it');
select is(pg_temp.take(1, 'BTC'), 'not refused', 'and may take it again');
select matches(
  pg_temp.take(11, 'BTC'), '^LCC03 account=.* key=BTC$', 'another profile of the account may not'
);
select is(pg_temp.take(11, 'ETH'), 'not refused', 'another key is free');
select is(pg_temp.take(2, 'BTC'), 'not refused', 'and so is another account');
update tenancy.claims set is_held = false where profile_id = fixture.profile_id(1);
select is(pg_temp.take(11, 'BTC'), 'not refused', 'given back, it is free');
select is(
  fixture.rows($$ select profile_id = fixture.profile_id(11), is_held from tenancy.claims
    where account_id = fixture.account_id(1) and exclusivity_key = 'BTC' $$), '(t,t)',
  'the row goes over to the next'
);
select matches(pg_temp.take(1, 'BTC'), '^LCC03', 'who gave it back has to wait now');

select * from finish();
rollback;
