begin;
select plan(8);

select fixture.stage(1);
set local role tradekeel_bridge;
create temporary table got as select fixture.call_begin_entry(1) as r;
select is(
  engine.fn_record_rejected(fixture.user_id(1), (select (r ->> 'attempt_id')::uuid from got),
    fixture.token(1), '{"class": "InsufficientFunds"}'),
  'rejected', 'it answers the state'
);
reset role;
select is(fixture.amounts(1), '1000 0 0 0 active', 'the reservation');
select is(
  fixture.rows($$ select (a).state, (a).resolved_at is not null, (a).error ->> 'class'
    from fixture.attempt(1) as a $$), '(rejected,t,InsufficientFunds)', 'the attempt says why'
);
select is(
  fixture.rows('select outcome, settled_at is not null from lifecycle.intents'), '(rejected,t)',
  'the slot'
);
select is((select c.is_held from tenancy.claims as c), false, 'the claim');
select is((select l.owner_token from locks.entry_locks as l), null, 'and the entry lock');
select is(
  fixture.rows($$ select event from tenancy.broadcasts order by event_seq $$),
  '(intent_settled) (attempt_changed)', 'both are told'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
