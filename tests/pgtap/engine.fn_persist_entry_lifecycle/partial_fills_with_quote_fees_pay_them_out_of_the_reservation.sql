begin;
select plan(5);

select fixture.stage(1);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0.004, 'open',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.004, 50000, '0.2')));
select is(fixture.amounts(1), '1000 305.81 200 -0.2 active', 'after the first');
select fixture.call_persist(1, 'r1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 't2', 0.006, 50010, '0.30006')), 50006);
select is(fixture.amounts(1), '1000 5.44994 500.06 -0.50006 active', 'after the second');
select is(fixture.positions(1), 'long open 0.01 500.06 -0.50006', 'the whole quantity is held');
select fixture.settle(1, 'r1', 0.01, 'closed', '[]', 50006);
select is(fixture.amounts(1), '1000 0 500.06 -0.50006 active', 'settled: the rest is given back');
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
