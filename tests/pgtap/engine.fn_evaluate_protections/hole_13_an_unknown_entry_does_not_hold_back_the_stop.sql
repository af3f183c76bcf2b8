begin;
select plan(5);

select fixture.stage(1);
select fixture.limit_profile(1, '{"stop_loss_rate": "0.02"}');
select fixture.take_position(1, 'r1', 0.01);
select fixture.begin_entry(1, 'r2', 0.001);
select engine.fn_record_unknown(
  fixture.user_id(1), (fixture.attempt(1, 'r2')).attempt_id, fixture.token(1), '{}');
select fixture.set_price(1, 48000);
set local role tradekeel_bridge;
select is(fixture.call_actions(1), 'exit long stop_loss 0', 'it fires and sells');
create temporary table named as select fixture.call_protective_exit(1) as request_id;
reset role;
select fixture.fill_and_settle(
  fixture.attempt(1, (select request_id from named)), 'x-stop', 48000);
select matches(fixture.positions(1), '^long closed 0 0 ', 'flat');
select is((fixture.attempt(1, 'r2')).state, 'unknown', 'the entry is as unknown as before');
select fixture.call_persist(1, 'r2', 0.001, 'closed',
  jsonb_build_array(fixture.trade(1, 'r2', 't9', 0.001, 48000)), 48000);
select is(
  fixture.protections(1), 'stop_loss done 49000, stop_loss armed 47040',
  'when it turns out to have filled, what it bought has a stop of its own'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
