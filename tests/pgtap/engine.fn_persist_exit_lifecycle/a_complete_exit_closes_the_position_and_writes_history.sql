begin;
select plan(8);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01, 50000, '0.5');
set local role tradekeel_bridge;
select fixture.call_begin_exit(1);
create temporary table got as
select fixture.call_persist(1, 'x1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'x1', 't2', 0.01, 51000, '0.51')), 51000) as r;
reset role;
select is(
  (select r - array['order_id', 'position_id'] from got),
  '{"attempt_state": "confirmed", "order_status": "closed", "filled": 0.01, "cost": 510,
    "is_settled": false, "is_replay": false}'::jsonb, 'what it answers'
);
select is(fixture.amounts(1), '1000 0 0 8.99 active', '510 - 500 - 0.5 - 0.51');
select is(fixture.positions(1), 'long closed 0 0 8.99', 'closed');
select is(
  fixture.rows('select revision, side, trim_scale(entered_quantity), trim_scale(entered_notional),
    trim_scale(exited_quantity), trim_scale(exited_notional), trim_scale(realized_pnl),
    trim_scale(fees_quote) from lifecycle.trade_history'),
  '(1,long,0.01,500,0.01,510,8.99,1.01)', 'on record as history'
);
select is((select c.is_held from tenancy.claims as c), true, 'the claim waits for settlement');
set local role tradekeel_bridge;
select fixture.settle(1, 'x1', 0.01, 'closed', '[]', 51000);
reset role;
select is((select c.is_held from tenancy.claims as c), false, 'and is given back then');
select is((fixture.intent(1, 'x1')).outcome, 'filled', 'the intent is settled');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
