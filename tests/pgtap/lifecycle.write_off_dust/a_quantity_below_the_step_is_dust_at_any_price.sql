begin;
select plan(2);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01, 50000, '0.000013', 'BTC');
update lifecycle.markets set min_cost = 0;
select fixture.call_begin_exit(1);
select fixture.call_persist(1, 'x1', 0.00998, 'closed',
  jsonb_build_array(fixture.trade(1, 'x1', 't2', 0.00998)));
select fixture.settle(1, 'x1', 0.00998, 'closed');
select matches(fixture.positions(1), '^long closed 0 0 -1$', 'nobody can sell 0.000007');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
