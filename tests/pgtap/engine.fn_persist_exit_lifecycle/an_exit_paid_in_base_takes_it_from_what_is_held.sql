begin;
select plan(3);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01);
set local role tradekeel_bridge;
select fixture.call_begin_exit(1, '{"quantity": "0.009"}');
select fixture.call_persist(1, 'x1', 0.009, 'closed',
  jsonb_build_array(fixture.trade(1, 'x1', 't2', 0.009, 50000, '0.001', 'BTC')));
select is(fixture.positions(1), 'long closed 0 0 -50', 'sold 0.009, paid 0.001: nothing is left');
select is(fixture.amounts(1), '1000 0 0 -50 active', 'and the fee cost 50');
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
