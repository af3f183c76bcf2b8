-- The entry filled 0.006 of 0.01 and was cancelled; 0.002 more turn out to have filled after the
-- exit of 0.006 was sent, and that exit waits for its trades.
begin;
select plan(5);

select fixture.stage(1);
select fixture.limit_profile(1, '{"stop_loss_rate": "0.02"}');
select fixture.begin_entry(1, 'r1', 0.01);
select fixture.call_persist(1, 'r1', 0.006, 'canceled',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.006)));
select fixture.set_price(1, 48000);
set local role tradekeel_bridge;
create temporary table named as select fixture.call_protective_exit(1) as request_id;
reset role;
select fixture.call_persist(1, request_id, 0.005, 'canceled', '[]', 48000) from named;
set local role tradekeel_bridge;
select is(fixture.call_actions(1), 'none', 'what the exit did not sell is not free yet');
reset role;
select fixture.call_persist(1, 'r1', 0.008, 'canceled',
  jsonb_build_array(fixture.trade(1, 'r1', 't2', 0.002)));
set local role tradekeel_bridge;
select is(fixture.call_actions(1), 'exit long stop_loss 1', 'what came late is');
update named set request_id = fixture.call_protective_exit(1);
reset role;
select is(
  (fixture.intent(1, (select request_id from named))).quantity, 0.002, 'only that'
);
select fixture.call_persist(1, request_id, 0.002, 'closed', '[]', 48000) from named;
select is(
  (select trim_scale(p.quantity) from lifecycle.positions as p), 0.001, 'the rest waits'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
