begin;
select plan(6);

select fixture.stage(1, 'binanceusdm', 'swap');
set local role tradekeel_bridge;
select fixture.call_begin_entry(1, '{"side": "sell", "leverage": 10}');
select is(fixture.amounts(1), '1000 51.51 0 0 active', 'reserved: margin and fee buffer');
select fixture.call_persist(1, 'r1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.01, 50000, '0.2')));
select is(fixture.amounts(1), '1000 1.31 50 -0.2 active', '50 of 500 are held as margin');
select fixture.settle(1, 'r1', 0.01, 'closed');
select is(fixture.positions(1), 'short open 0.01 50 -0.2', 'a short');
select fixture.call_begin_exit(1, '{"position_side": "short"}');
select fixture.call_persist(1, 'x1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'x1', 't2', 0.01, 49000, '0.196')), 49000);
select fixture.settle(1, 'x1', 0.01, 'closed', '[]', 49000);
select is(fixture.amounts(1), '1000 0 0 9.604 active', '500 - 490 - 0.2 - 0.196');
reset role;
select is(fixture.positions(1), 'short closed 0 0 9.604', 'closed');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
