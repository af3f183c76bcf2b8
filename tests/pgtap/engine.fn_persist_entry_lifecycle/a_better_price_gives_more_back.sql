begin;
select plan(3);

select fixture.stage(1);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.01, 49000, '0.49')), 49000);
select fixture.settle(1, 'r1', 0.01, 'closed', '[]', 49000);
select is(fixture.amounts(1), '1000 0 490 -0.49 active', '490 and the fee; 15.52 came back');
reset role;
select is(
  (select trim_scale(r.released) from ledger.reservations as r), 15.52, 'so much was released'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
