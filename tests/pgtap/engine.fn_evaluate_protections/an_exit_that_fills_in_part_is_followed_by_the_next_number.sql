begin;
select plan(8);

select fixture.stage(1);
select fixture.limit_profile(1, '{"stop_loss_rate": "0.02"}');
select fixture.take_position(1, 'r1', 0.01);
select fixture.set_price(1, 48000);
set local role tradekeel_bridge;
create temporary table named as select fixture.call_protective_exit(1) as request_id;
select is(fixture.call_actions(1), 'none', 'while it is being sent there is no second one');
reset role;
select fixture.call_persist(1, request_id, 0.004, 'canceled',
  jsonb_build_array(fixture.trade(1, request_id, 't1', 0.004, 48000)), 48000) from named;
set local role tradekeel_bridge;
select is(fixture.call_actions(1), 'none', 'nor before it settles');
reset role;
select fixture.settle(1, request_id, 0.004, 'canceled', '[]', 48000) from named;
set local role tradekeel_bridge;
select is(fixture.call_actions(1), 'exit long stop_loss 1', 'then the next one, by its number');
update named set request_id = fixture.call_protective_exit(1);
reset role;
select is(
  (fixture.intent(1, (select request_id from named))).quantity, 0.006, 'of what is left'
);
select engine.fn_record_rejected(
  fixture.user_id(1), (fixture.attempt(1, request_id)).attempt_id, fixture.token(1), '{}')
  from named;
update lifecycle.intents set settled_at = settled_at - interval '2 seconds'
 where outcome = 'rejected';
set local role tradekeel_bridge;
select is(fixture.call_actions(1), 'exit long stop_loss 2', 'after a rejection the one after');
update named set request_id = fixture.call_protective_exit(1);
reset role;
select engine.fn_record_unknown(
  fixture.user_id(1), (fixture.attempt(1, request_id)).attempt_id, fixture.token(1), '{}')
  from named;
set local role tradekeel_bridge;
select is(fixture.call_actions(1), 'none', 'an unknown one is resolved first');
reset role;
select fixture.fill_and_settle(fixture.attempt(1, request_id), 'x-stop', 48000) from named;
select is(fixture.protections(1), 'stop_loss done 49000', 'flat: done');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
