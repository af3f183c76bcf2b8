begin;
select plan(3);

select fixture.stage(1);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.01, 50000, '-0.05')));
select is(fixture.amounts(1), '1000 6.06 500 0.05 active', 'less of the reservation is used');
select fixture.settle(1, 'r1', 0.01, 'closed');
select is(fixture.amounts(1), '1000 0 500 0.05 active', 'and all of the rest given back');
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
