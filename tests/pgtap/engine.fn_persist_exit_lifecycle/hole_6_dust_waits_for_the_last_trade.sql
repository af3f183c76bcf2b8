-- The exit's order says 0.00998; whether its fee takes the rest is known only by its trades.
begin;
select plan(4);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01, 50000, '0.000013', 'BTC');
set local role tradekeel_bridge;
select fixture.call_begin_exit(1);
select fixture.call_persist(1, 'x1', 0.00998, 'closed');
select fixture.settle(1, 'x1', 0.00998, 'closed');
select matches(fixture.positions(1), '^long open 0.000007 ', 'not written off without its trades');
select fixture.settle(1, 'x1', 0.00998, 'closed',
  jsonb_build_array(fixture.trade(1, 'x1', 't2', 0.00998, 50000, '0.000007', 'BTC')));
select is(
  fixture.positions(1), 'long closed 0 0 -1', 'the trade''s own fee took it: no dust was needed'
);
reset role;
select is_empty($$ select 1 from ledger.entries where kind = 'dust' $$, 'none was written off');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
