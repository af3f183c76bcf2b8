begin;
select plan(4);

select fixture.stage(1);
select fixture.stage(2);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
select fixture.call_begin_entry(2);
select fixture.call_persist(1, 'r1', 0, 'open');
select fixture.call_persist(1, 'r1', 0.004, 'open',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.004, 49000, '0.1')));
select fixture.settle(1, 'r1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 't2', 0.006, 51000, '0.2')));
select fixture.settle(1, 'r1', 0.01, 'closed');
select fixture.call_persist(2, 'r1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(2, 'r1', 't2', 0.006, 51000, '0.2')));
select fixture.call_persist(2, 'r1', 0.004, 'open',
  jsonb_build_array(fixture.trade(2, 'r1', 't1', 0.004, 49000, '0.1')));
select fixture.call_persist(2, 'r1', 0, 'open',
  jsonb_build_array(fixture.trade(2, 'r1', 't2', 0.006, 51000, '0.2')));
select fixture.settle(2, 'r1', 0.01, 'closed');
select is(fixture.amounts(1), '1000 0 502 -0.3 active', 'in order');
select is(fixture.amounts(2), fixture.amounts(1), 'backwards, with repetitions');
select is(fixture.positions(2), fixture.positions(1), 'the position is the same too');
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
