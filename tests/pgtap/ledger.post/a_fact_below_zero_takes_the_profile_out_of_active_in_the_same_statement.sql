-- An update that left it active would be refused by the CHECK, so it has to be one statement.
begin;
select plan(4);

select fixture.make_tenant(1);
select is(
  ledger.post(fixture.user_id(1), fixture.profile_id(1), 'funding', 'income:' || fixture.token(1),
    0, 0, 0, -1000.000000000001, true, clock_timestamp(), '{}'), 2::bigint, 'it is recorded'
);
select is(fixture.amounts(1), '1000 0 0 -1000.000000000001 breached', 'and no longer active');
select is(
  fixture.rows('select kind, level, state, runbook, detail from health.incidents'),
  '(capital_breached,critical,open,capital-invariant,"{""seq"": 2, ""kind"": ""funding"",' ||
  ' ""available"": ""-0.000000000001""}")', 'an incident says by what'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
