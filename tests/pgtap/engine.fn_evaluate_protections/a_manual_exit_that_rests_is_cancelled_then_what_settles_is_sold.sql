-- 0.01 held, all of it working at a limit; 0.004 of that fills before the cancel.
begin;
select plan(10);

select fixture.stage(1);
select fixture.limit_profile(1, '{"stop_loss_rate": "0.02"}');
select fixture.take_position(1, 'r1', 0.01);
select fixture.call_begin_exit(1, '{"order_type": "limit", "limit_price": "60000"}');
select fixture.call_persist(1, 'x1', 0, 'open');
select fixture.set_price(1, 48000);
set local role tradekeel_bridge;
select is(fixture.call_actions(1), 'cancel x1', 'the resting exit is cancelled first');
select is(fixture.call_cancel(1, 'x1', 'accepted'), 'accepted', 'the exchange takes it');
select is(fixture.call_actions(1), 'none', 'while it is on its way nothing is asked twice');
reset role;
select fixture.call_persist(1, 'x1', 0.004, 'canceled',
  jsonb_build_array(fixture.trade(1, 'x1', 't1', 0.004, 60000)), 60000);
set local role tradekeel_bridge;
select is(
  fixture.call_actions(1), 'none', 'ended but not settled: a late fill could still sell it'
);
reset role;
select fixture.settle(1, 'x1', 0.004, 'canceled', '[]', 60000);
set local role tradekeel_bridge;
select is(fixture.call_actions(1), 'exit long stop_loss 0', 'settled: the rest is sold');
create temporary table named as select fixture.call_protective_exit(1) as request_id;
reset role;
select is(
  (fixture.intent(1, (select request_id from named))).quantity, 0.006, 'what is left of it'
);
select fixture.fill_and_settle(
  fixture.attempt(1, (select request_id from named)), 'x-stop', 48000);
select matches(fixture.positions(1), '^long closed 0 0 ', 'flat');
select is(fixture.protections(1), 'stop_loss done 49000', 'the stop is done');
set local role tradekeel_bridge;
select is(fixture.call_actions(1), 'none', 'nothing more');
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
