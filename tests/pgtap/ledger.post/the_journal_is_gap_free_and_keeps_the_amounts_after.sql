begin;
select plan(3);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01, 50000, '0.5');
select fixture.call_begin_exit(1);
select fixture.call_persist(1, 'x1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'x1', 't2', 0.01, 51000, '0.51')), 51000);
select fixture.settle(1, 'x1', 0.01, 'closed', '[]', 51000);
select is(
  fixture.rows('select seq, kind from ledger.entries order by seq'),
  '(1,allocate) (2,reserve) (3,entry_fill) (4,release) (5,exit_fill)',
  'in order, no number left out'
);
select is(
  fixture.rows('select trim_scale(allocated_after), trim_scale(reserved_for_orders_after),
    trim_scale(reserved_for_positions_after), trim_scale(realized_pnl_after)
    from ledger.entries order by seq desc limit 1'),
  '(1000,0,0,8.99)', 'the last says what is on the row'
);
select is((select c.seq from ledger.capital as c), 5::bigint, 'as does the number');

select * from finish();
rollback;
