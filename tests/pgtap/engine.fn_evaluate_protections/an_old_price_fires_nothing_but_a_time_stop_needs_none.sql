begin;
select plan(6);

select fixture.stage(1);
select fixture.limit_profile(1, '{"stop_loss_rate": "0.02", "take_profit_rate": "0.02",
  "trailing_stop_rate": "0.02", "max_hold_seconds": 3600}');
select fixture.take_position(1, 'r1', 0.01);
select fixture.set_price(1, 1);
select fixture.age_prices();
set local role tradekeel_bridge;
select is(fixture.call_actions(1), 'none', 'the price crossed every stop, but it is old');
reset role;
select is(
  fixture.protections(1),
  'stop_loss armed 49000, take_profit armed 51000, time_stop armed, trailing_stop armed',
  'an old price is no best price either'
);
update lifecycle.protections as x
   set due_at = clock_timestamp() + interval '1 minute' where x.kind = 'time_stop';
set local role tradekeel_bridge;
select is(fixture.call_actions(1), 'none', 'its moment has not come');
reset role;
update lifecycle.protections as x set due_at = clock_timestamp() where x.kind = 'time_stop';
set local role tradekeel_bridge;
select is(fixture.call_actions(1), 'exit long time_stop 0', 'its moment has come');
reset role;
select is(
  (select x.fired_price from lifecycle.protections as x where x.kind = 'time_stop'), null,
  'no price fired it'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
