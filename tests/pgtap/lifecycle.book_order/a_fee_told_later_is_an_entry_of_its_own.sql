begin;
select plan(3);

select fixture.stage(1);
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0.01, 'closed');
select fixture.call_persist(1, 'r1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.01, 50000, '0.5')));
select is(
  fixture.rows('select kind, trim_scale(realized_pnl_delta) from ledger.entries
    where seq > 2 order by seq'), '(entry_fill,0) (fee,-0.5)', 'without quantity and cost'
);
select is(fixture.positions(1), 'long open 0.01 500 -0.5', 'it goes to the position');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
