begin;
select plan(6);

select fixture.stage(1);
select fixture.limit_profile(1, '{"stop_loss_rate": "0.02"}');
select fixture.take_position(1, 'r1', 0.01);
select fixture.set_price(1, 48000);
set local role tradekeel_bridge;
select fixture.call_evaluate(1);
reset role;
select is(fixture.incidents(1), 'none', 'it has only just fired');
update lifecycle.protections as x
   set fired_at = x.fired_at - meta.setting_interval('protection_limit_seconds');
set local role tradekeel_bridge;
select is(fixture.call_actions(1), 'exit long stop_loss 0', 'it is tried for as long as it takes');
reset role;
select is(fixture.incidents(1), 'protection_unplaced critical', 'after the limit: an incident');
select is(
  (select i.detail - 'fired_at' from health.incidents as i),
  '{"kind": "stop_loss", "symbol": "BTC/USDT"}', 'which names it'
);
set local role tradekeel_bridge;
select fixture.call_evaluate(1);
reset role;
select is(
  (select i.occurrence_count from health.incidents as i), 2, 'counted again, not opened again'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
