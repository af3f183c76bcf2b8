begin;
select plan(4);

select fixture.stage(1);
select fixture.add_profile(1, 11);
select fixture.hold(1, 'r1', 0.01);
select is_empty('select * from health.check_exclusivity_holdings_are_claimed', 'empty before');
update tenancy.claims set is_held = false;
select is(
  fixture.rows($$ select subject = p.position_id::text, c.detail ->> 'symbol'
    from health.check_exclusivity_holdings_are_claimed as c, lifecycle.positions as p $$),
  '(t,BTC/USDT)', 'given back too early'
);
update tenancy.claims set is_held = true, profile_id = fixture.profile_id(11);
select isnt_empty('select * from health.check_exclusivity_holdings_are_claimed',
  'held by another profile');
delete from tenancy.claims;
select isnt_empty('select * from health.check_exclusivity_holdings_are_claimed', 'never taken');

select * from finish();
rollback;
