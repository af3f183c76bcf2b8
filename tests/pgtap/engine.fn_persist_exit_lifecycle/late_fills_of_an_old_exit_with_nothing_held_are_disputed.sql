begin;
select plan(7);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01);
set local role tradekeel_bridge;
select fixture.call_begin_exit(
  1, '{"quantity": "0.004", "order_type": "limit", "limit_price": "50000"}');
select fixture.call_persist(1, 'x1', 0, 'canceled');
select fixture.settle(1, 'x1', 0, 'canceled');
select fixture.call_begin_exit(1, '{"request_id": "x2"}');
select fixture.call_persist(1, 'x2', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'x2', 't2', 0.01)));
select fixture.settle(1, 'x2', 0.01, 'closed');
select fixture.call_persist(1, 'x1', 0.004, 'canceled',
  jsonb_build_array(fixture.trade(1, 'x1', 't3', 0.004)));
select is(fixture.positions(1), 'long disputed -0.004 0 200', 'sold more than was held');
reset role;
select is(
  (select c.is_held from tenancy.claims as c), true, 'its claim is held again until it is covered'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');
select fixture.hold(1, 'r2', 0.004);
select is(fixture.positions(1), 'long closed 0 0 0', 'an entry covers it');
select is(
  fixture.rows('select revision, trim_scale(realized_pnl) from lifecycle.trade_history
    order by revision'), '(1,0) (2,0)', 'which writes the next revision of its history'
);
select is((select c.is_held from tenancy.claims as c), false, 'and frees the claim');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
