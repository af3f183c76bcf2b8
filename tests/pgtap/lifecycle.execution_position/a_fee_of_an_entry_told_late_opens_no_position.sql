-- The entry's position was closed before its trade brought the fee.
begin;
select plan(3);

select fixture.stage(1);
select fixture.call_begin_entry(1, '{"quantity": "0.004"}');
select fixture.call_persist(1, 'r1', 0.004, 'closed');
select fixture.call_begin_exit(1);
select fixture.call_persist(1, 'x1', 0.004, 'closed',
  jsonb_build_array(fixture.trade(1, 'x1', 't2', 0.004)));
select fixture.call_persist(1, 'r1', 0.004, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.004, 50000, '0.2')));
select is(fixture.positions(1), 'long closed 0 0 -0.2', 'it is a loss of that position');
select is(
  fixture.rows('select revision, trim_scale(realized_pnl) from lifecycle.trade_history
    order by revision'), '(1,0) (2,-0.2)', 'with the next revision of its history'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
