-- The exit of the first position is corrected when a second one is open already.
begin;
select plan(3);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.004);
select fixture.call_begin_exit(1);
select fixture.call_persist(1, 'x1', 0.004, 'closed', '[]', 51000);
select fixture.take_lock(1, 'BTC/USDT');
select fixture.hold(1, 'r2', 0.004);
select is(
  fixture.positions(1), 'long closed 0 0 4, long open 0.004 200 0', 'one closed, one open'
);
select fixture.call_persist(1, 'x1', 0.004, 'closed',
  jsonb_build_array(fixture.trade(1, 'x1', 't3', 0.004, 51000, '0.204')), 51000);
select is(
  fixture.positions(1), 'long closed 0 0 3.796, long open 0.004 200 0',
  'the fee is a loss of the closed one'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
