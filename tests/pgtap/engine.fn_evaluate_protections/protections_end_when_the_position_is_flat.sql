begin;
select plan(4);

select fixture.stage(1);
select fixture.limit_profile(1,
  '{"stop_loss_rate": "0.02", "take_profit_rate": "0.04", "max_hold_seconds": 3600}');
select fixture.take_position(1, 'r1', 0.01);
select fixture.set_price(1, 48000);
set local role tradekeel_bridge;
create temporary table named as select fixture.call_protective_exit(1) as request_id;
reset role;
select fixture.fill_and_settle(
  fixture.attempt(1, (select request_id from named)), 'x-stop', 48000);
select is(
  fixture.protections(1),
  'stop_loss done 49000, take_profit canceled 52000, time_stop canceled',
  'the one that fired is done, the others are canceled'
);
select fixture.set_price(1, 60000);
update lifecycle.protections set due_at = clock_timestamp() where kind = 'time_stop';
set local role tradekeel_bridge;
select is(fixture.call_actions(1), 'none', 'nothing fires any more');
reset role;
select is(
  fixture.protections(1),
  'stop_loss done 49000, take_profit canceled 52000, time_stop canceled', 'and nothing changes'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
