begin;
select plan(7);

select fixture.stage(1);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0, 'canceled');
select fixture.settle(1, 'r1', 0, 'canceled');
select is((fixture.intent(1)).outcome, 'canceled', 'canceled, settled');
select is(fixture.amounts(1), '1000 0 0 0 active', 'everything is given back');
select fixture.settle(1, 'r1', 0.01, 'canceled',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.01)));
select is(fixture.amounts(1), '1000 0 500 0 active', 'a fill all the same: booked');
select is((fixture.intent(1)).outcome, 'filled', 'the outcome is what is true');
reset role;
select is(
  fixture.rows($$ select kind, detail ->> 'was', detail ->> 'filled' from health.incidents $$),
  '(late_truth,0,0.01)', 'an incident says so'
);
select is((select c.is_held from tenancy.claims as c), true, 'the claim is held again');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
