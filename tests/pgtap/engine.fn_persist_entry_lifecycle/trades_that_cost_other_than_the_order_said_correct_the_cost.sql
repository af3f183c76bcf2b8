begin;
select plan(4);

select fixture.stage(1);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0.01, 'closed');
select fixture.call_persist(1, 'r1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.01, 49990, '0.4999')));
select is(fixture.positions(1), 'long open 0.01 499.9 -0.4999', 'the trades are right');
select fixture.settle(1, 'r1', 0.01, 'closed');
select is(fixture.amounts(1), '1000 0 499.9 -0.4999 active', 'and the reservation covers it');
reset role;
select is(
  fixture.rows('select revision, trim_scale(quantity_delta), trim_scale(cost_delta)
    from lifecycle.executions order by revision'),
  '(1,0.01,500) (2,0,-0.1)', 'as a correction without quantity'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
