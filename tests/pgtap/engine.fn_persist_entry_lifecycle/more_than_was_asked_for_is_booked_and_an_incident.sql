begin;
select plan(4);

select fixture.stage(1);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0.012, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.012)));
select is(fixture.positions(1), 'long open 0.012 600 0', 'held');
select is(fixture.amounts(1), '1000 0 600 0 active', 'beyond the reservation');
reset role;
select is(
  fixture.rows($$ select kind, detail ->> 'quantity', detail ->> 'filled' from health.incidents $$),
  '(order_overfilled,0.01,0.012)', 'an incident'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
