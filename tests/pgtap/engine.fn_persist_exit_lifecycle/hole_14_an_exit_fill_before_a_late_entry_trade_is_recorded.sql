-- The exit of 0.004 sells 0.006: two were bought by a trade that is told later.
begin;
select plan(5);

select fixture.stage(1);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1, '{"order_type": "limit", "limit_price": "50000"}');
select fixture.call_persist(1, 'r1', 0.004, 'open',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.004)));
select fixture.call_begin_exit(1);
select fixture.call_persist(1, 'x1', 0.006, 'closed',
  jsonb_build_array(fixture.trade(1, 'x1', 't2', 0.006, 51000)), 51000);
select is(fixture.positions(1), 'long disputed -0.002 0 106', 'below zero: disputed, not refused');
reset role;
select is(
  fixture.rows($$ select kind from health.incidents order by kind $$),
  '(order_overfilled) (position_disputed)', 'two incidents'
);
set local role tradekeel_bridge;
select matches(
  fixture.refused_exit(1, '{"request_id": "x2"}'), '^LCR10', 'nothing more can be sold'
);
select fixture.call_persist(1, 'r1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 't3', 0.006)));
select is(
  fixture.positions(1), 'long open 0.004 200 6',
  'the trade comes: 0.004 are held, and 6 were gained with the 0.006 that were sold'
);
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
