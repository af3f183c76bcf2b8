begin;
select plan(3);

select fixture.make_tenant(1);
select ledger.report_breach(c, 'funding') from ledger.capital as c;
select ledger.report_breach(c, 'fee') from ledger.capital as c;
select is(
  fixture.rows($$ select kind, occurrence_count, detail ->> 'kind' from health.incidents $$),
  '(capital_breached,2,fee)', 'one incident, seen twice'
);
select is(
  fixture.rows($$ select counter, label, delta from health.counter_deltas
    where counter = 'capital_invariant_violations' $$),
  '(capital_invariant_violations,funding,1)', 'counted once, by what opened it'
);
update health.incidents set state = 'closed', closed_at = now();
select ledger.report_breach(c, 'fee') from ledger.capital as c;
select is(
  (select count(*)::integer from health.incidents as i where i.state = 'open'), 1,
  'once closed, the next breach opens another'
);

select * from finish();
rollback;
