begin;
select plan(8);

select fixture.stage(1);
set local role tradekeel_bridge;
create temporary table got as select fixture.call_begin_entry(1) as r;
select is(
  engine.fn_record_unknown(fixture.user_id(1), (select (r ->> 'attempt_id')::uuid from got),
    fixture.token(1), '{"class": "RequestTimeout"}'),
  'unknown', 'it answers the state'
);
reset role;
select is(fixture.amounts(1), '1000 506.01 0 0 active', 'the reservation');
select is(
  fixture.rows($$ select (a).state, (a).resolved_at, (a).error ->> 'class'
    from fixture.attempt(1) as a $$), '(unknown,,RequestTimeout)', 'the attempt is unresolved'
);
select is((fixture.intent(1)).settled_at, null, 'the slot');
select is((select c.is_held from tenancy.claims as c), true, 'the claim');
select is(
  (select count(*)::integer from health.counter_deltas as d
    where d.counter = 'attempts_unknown' and d.label = 'entry'), 1, 'counted'
);
select is(
  fixture.rows($$ select event, payload ->> 'state' from tenancy.broadcasts $$),
  '(attempt_changed,unknown)', 'and told'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
