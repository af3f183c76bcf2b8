begin;
select plan(5);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01);
set local role tradekeel_bridge;
select fixture.call_begin_exit(1);
select fixture.call_persist(1, 'x1', 0.01, 'closed', '[]', 51000);
select is(fixture.positions(1), 'long closed 0 0 10', 'by what the order says');
select fixture.call_persist(1, 'x1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'x1', 't2', 0.01, 51000, '0.51')), 51000);
select is(fixture.positions(1), 'long closed 0 0 9.49', 'the trade brings the fee');
reset role;
select is(
  fixture.rows('select revision, trim_scale(realized_pnl) from lifecycle.trade_history
    order by revision'), '(1,10) (2,9.49)', 'both are on record'
);
select is(
  fixture.rows($$ select event, payload ->> 'realized_pnl' from tenancy.broadcasts
    where event = 'position_closed' order by event_seq $$),
  '(position_closed,10.000000000000) (position_closed,9.490000000000)', 'and told'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
