-- The position grows by an entry that is still filling: 0.003 of 0.01.
begin;
select plan(5);

select fixture.stage(1);
select fixture.limit_profile(1, '{"stop_loss_rate": "0.02"}');
select fixture.begin_entry(1, 'r1', 0.01);
select fixture.call_persist(1, 'r1', 0.003, 'open',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.003)));
select fixture.set_price(1, 48000);
set local role tradekeel_bridge;
select is(fixture.call_actions(1), 'cancel r1', 'the entry is cancelled');
reset role;
select fixture.call_persist(1, 'r1', 0.005, 'canceled',
  jsonb_build_array(fixture.trade(1, 'r1', 't2', 0.002)));
set local role tradekeel_bridge;
select is(fixture.call_actions(1), 'exit long stop_loss 0', 'then what it had filled is sold');
create temporary table named as select fixture.call_protective_exit(1) as request_id;
reset role;
select is(
  (fixture.intent(1, (select request_id from named))).quantity, 0.005,
  'also what filled while it was cancelled'
);
select fixture.settle(1, 'r1', 0.005, 'canceled');
select fixture.fill_and_settle(
  fixture.attempt(1, (select request_id from named)), 'x-stop', 48000);
select matches(fixture.positions(1), '^long closed 0 0 ', 'flat');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
