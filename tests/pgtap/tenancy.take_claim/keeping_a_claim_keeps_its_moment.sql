begin;
select plan(2);

select fixture.make_tenant(1);
select tenancy.take_claim(p, 'BTC') from tenancy.profiles as p;
create temporary table before as select claimed_at from tenancy.claims;
select tenancy.take_claim(p, 'BTC') from tenancy.profiles as p;
select is(
  (select c.claimed_at from tenancy.claims as c), (select claimed_at from before), 'held since then'
);
update tenancy.claims set is_held = false;
select tenancy.take_claim(p, 'BTC') from tenancy.profiles as p;
select ok(
  (select c.claimed_at > b.claimed_at from tenancy.claims as c, before as b),
  'taken again, a new one begins'
);

select * from finish();
rollback;
