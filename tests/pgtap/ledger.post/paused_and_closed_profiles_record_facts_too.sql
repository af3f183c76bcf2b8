begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
update ledger.capital set trading_state = 'paused' where profile_id = fixture.profile_id(1);
update ledger.capital set trading_state = 'closed' where profile_id = fixture.profile_id(2);
select ledger.post(fixture.user_id(n), fixture.profile_id(n), 'funding',
  'income:' || fixture.token(1), 0, 0, 0, -1001, true, clock_timestamp(), '{}')
  from generate_series(1, 2) as n;
select is(fixture.amounts(1), '1000 0 0 -1001 paused', 'paused stays paused');
select is(fixture.amounts(2), '1000 0 0 -1001 closed', 'closed stays closed');
select is(
  (select count(*)::integer from health.incidents as i where i.kind = 'capital_breached'), 2,
  'both have an incident'
);
select ledger.post(fixture.user_id(2), fixture.profile_id(2), 'entry_fill',
  format('order:%s:1', fixture.token(1)), 0, 0, 10, 0, true, clock_timestamp(), '{}');
select is(
  fixture.amounts(2), '1000 0 10 -1001 paused', 'a closed one that holds something is paused'
);

select * from finish();
rollback;
