begin;
select plan(7);

select fixture.stage(1);
select fixture.limit_profile(1, '{"stop_loss_rate": "0.1"}');
select fixture.take_position(1, 'r1', 0.005);
select is(fixture.protections(1), 'stop_loss armed 45000', 'the default');
select fixture.act_as_tenant(1);
select is(fixture.call_protect(1, 'p1', 'stop_loss', 48000), 'pending', 'asked for');
reset role;
set local role tradekeel_bridge;
select is(fixture.call_apply(1), 'set_protection applied', 'the engine does it');
reset role;
select is(
  fixture.protections(1), 'stop_loss canceled 45000, stop_loss armed 48000', 'in its place'
);
select fixture.take_position(1, 'r2', 0.005);
select is(
  fixture.protections(1), 'stop_loss canceled 45000, stop_loss armed 48000',
  'a growing position does not bring the default back'
);
select fixture.set_price(1, 47000);
set local role tradekeel_bridge;
select is(fixture.call_actions(1), 'exit long stop_loss 0', 'it fires');
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
