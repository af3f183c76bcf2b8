begin;
select plan(1);

select fixture.make_tenant(1);
select fixture.add_profile(1, 11);
select tenancy.take_claim(p, 'BTC')
  from tenancy.profiles as p where p.profile_id = fixture.profile_id(11);
select tenancy.release_claim(
  fixture.user_id(1), fixture.profile_id(1), fixture.account_id(1), 'BTC', 'BTC/USDT');
select is((select c.is_held from tenancy.claims as c), true, 'it stays');

select * from finish();
rollback;
