-- The order says 2 parts; the trades say 1.2 and 0.8 of them, one after the other.
begin;
select plan(9);

select fixture.stage(1);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0.01, 'closed');
create temporary table money as select fixture.amounts(1) as amounts;
grant select on money to public;
select is((select amounts from money), '1000 6.01 500 0 active', 'booked by what the order says');
reset role;
select is(
  fixture.rows('select trim_scale(traded_quantity), trim_scale(inferred_quantity)
    from lifecycle.orders'), '(0,0.01)', 'all of it inferred'
);
set local role tradekeel_bridge;
select fixture.settle(1, 'r1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 't2', 0.004)));
reset role;
select is(
  fixture.rows('select trim_scale(traded_quantity), trim_scale(inferred_quantity)
    from lifecycle.orders'), '(0.004,0.006)', 'less of it inferred'
);
select is(fixture.amounts(1), (select amounts from money), 'and no money moved');
set local role tradekeel_bridge;
select fixture.settle(1, 'r1', 0.01, 'closed', jsonb_build_array(
  fixture.trade(1, 'r1', 't2', 0.004), fixture.trade(1, 'r1', 't1', 0.006)));
reset role;
select is(
  fixture.rows('select trim_scale(traded_quantity), trim_scale(inferred_quantity)
    from lifecycle.orders'), '(0.01,0)', 'nothing inferred any more'
);
select is(fixture.amounts(1), '1000 0 500 0 active', 'and settled');
select is((select count(*)::integer from lifecycle.executions), 1, 'one execution was booked');
select is((select count(*)::integer from lifecycle.fills), 2, 'two fills are on record');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
