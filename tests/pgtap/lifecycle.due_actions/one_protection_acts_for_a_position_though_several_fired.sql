begin;
select plan(2);

select fixture.stage(1);
select fixture.limit_profile(1, '{"stop_loss_rate": "0.02", "max_hold_seconds": 3600}');
select fixture.take_position(1, 'r1', 0.01);
select fixture.set_price(1, 48000);
set local role tradekeel_bridge;
select fixture.call_evaluate(1);
reset role;
update lifecycle.protections set due_at = clock_timestamp() where kind = 'time_stop';
set local role tradekeel_bridge;
select is(
  fixture.call_actions(1), 'exit long stop_loss 0', 'the one that fired first; the exit is one'
);
reset role;
select is(
  fixture.protections(1), 'stop_loss fired 49000, time_stop fired', 'both have fired'
);

select * from finish();
rollback;
