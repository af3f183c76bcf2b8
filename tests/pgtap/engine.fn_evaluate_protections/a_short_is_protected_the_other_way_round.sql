-- Sold at 50000: stop 2 % above, take-profit 4 % below.
begin;
select plan(6);

select fixture.stage(1, 'binanceusdm', 'swap');
select fixture.limit_profile(1, '{"stop_loss_rate": "0.02", "take_profit_rate": "0.04"}');
select fixture.take_position(1, 'r1', 0.01, 'sell');
select is(
  fixture.protections(1), 'stop_loss armed 51000, take_profit armed 48000', 'both are armed'
);
select fixture.set_price(1, 50999.99);
set local role tradekeel_bridge;
select is(fixture.call_actions(1), 'none', 'between them nothing happens');
reset role;
savepoint between_them;
select fixture.set_price(1, 51000);
set local role tradekeel_bridge;
select is(fixture.call_actions(1), 'exit short stop_loss 0', 'up to the stop');
rollback to between_them;
select fixture.set_price(1, 48000.01);
set local role tradekeel_bridge;
select is(fixture.call_actions(1), 'none', 'not yet down to the take-profit');
reset role;
select fixture.set_price(1, 48000);
set local role tradekeel_bridge;
select is(fixture.call_actions(1), 'exit short take_profit 0', 'down to the take-profit');
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
