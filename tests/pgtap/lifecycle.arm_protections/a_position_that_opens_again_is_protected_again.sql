-- 0.01 bought, sold and flat; then late truth about the entry makes it hold something again.
begin;
select plan(5);

select fixture.stage(1);
select fixture.limit_profile(1, '{"stop_loss_rate": "0.02", "trailing_stop_rate": "0.1"}');
select fixture.take_position(1, 'r1', 0.01);
select fixture.set_price(1, 48000);
set local role tradekeel_bridge;
create temporary table named as select fixture.call_protective_exit(1) as request_id;
reset role;
select fixture.fill_and_settle(
  fixture.attempt(1, (select request_id from named)), 'x-stop', 48000);
select is(
  fixture.protections(1), 'stop_loss done 49000, trailing_stop canceled 48000', 'flat'
);
update lifecycle.positions set quantity = 0.005, cost_basis = 250, state = 'open',
  closed_at = null;
select lifecycle.arm_protections(p.user_id, p.position_id) from lifecycle.positions as p;
select is(
  fixture.protections(1), 'stop_loss armed 49000, trailing_stop armed', 'armed again, as new'
);
select is(
  fixture.rows('select x.fired_at, x.fired_price, x.best_price from lifecycle.protections as x'),
  '(,,) (,,)', 'what it saw in its first life does not count'
);
set local role tradekeel_bridge;
select is(fixture.call_actions(1), 'exit long stop_loss 1', 'and it fires again');
reset role;
select is(
  fixture.protections(1), 'stop_loss fired 49000, trailing_stop armed 48000', 'by the price of now'
);

select * from finish();
rollback;
