begin;
select plan(4);

select fixture.stage(1);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.01, 50000, '-0.05')));
select is(fixture.amounts(1), '1000 6.01 500 0.05 active', 'the reservation pays the cost');
select fixture.settle(1, 'r1', 0.01, 'closed');
select is(fixture.amounts(1), '1000 0 500 0.05 active', 'and all of the rest given back');
reset role;
select is(
  (select string_agg(e.kind || ' ' || trim_scale(e.realized_pnl_delta), ', ' order by e.seq)
     from ledger.entries as e where e.realized_pnl_delta <> 0),
  'rebate 0.05', 'an entry of its own in the journal'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
