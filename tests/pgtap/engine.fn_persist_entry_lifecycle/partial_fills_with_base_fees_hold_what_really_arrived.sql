-- 0.004 and 0.006 at 50000, a thousandth of each paid in BTC.
begin;
select plan(7);

select fixture.stage(1);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0.004, 'open',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.004, 50000, '0.000004', 'BTC')));
select is(fixture.amounts(1), '1000 306.01 200 0 active', 'after the first: 200 hold');
select is(fixture.positions(1), 'long open 0.003996 200 0', '0.003996 of them');
select fixture.call_persist(1, 'r1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 't2', 0.006, 50000, '0.000006', 'BTC')));
select is(fixture.amounts(1), '1000 6.01 500 0 active', 'after the second: 500 hold');
select is(fixture.positions(1), 'long open 0.00999 500 0', '0.00999 are held, not 0.01');
select fixture.settle(1, 'r1', 0.01, 'closed');
select is(fixture.amounts(1), '1000 0 500 0 active', 'settled: the rest is given back');
reset role;
select is(
  fixture.rows('select trim_scale(fee_base_delta), fee_quote_delta::integer
    from lifecycle.executions order by revision'),
  '(0.000004,0) (0.000006,0)', 'each execution keeps its base fee'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
