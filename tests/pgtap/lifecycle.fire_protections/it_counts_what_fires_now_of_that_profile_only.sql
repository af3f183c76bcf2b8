begin;
select plan(5);

select fixture.stage(1);
select fixture.stage(2);
select fixture.limit_profile(1, '{"stop_loss_rate": "0.02", "trailing_stop_rate": "0.01"}');
select fixture.limit_profile(2, '{"stop_loss_rate": "0.02"}');
select fixture.take_position(1, 'r1', 0.01);
select fixture.take_position(2, 'r1', 0.01);
set local role tradekeel_engine;
select is(
  lifecycle.fire_protections(fixture.user_id(1), fixture.profile_id(1)), 0, 'at 50000 none'
);
reset role;
select fixture.set_price(1, 48000);
set local role tradekeel_engine;
select is(
  lifecycle.fire_protections(fixture.user_id(1), fixture.profile_id(1)), 2, 'at 48000 both'
);
select is(
  lifecycle.fire_protections(fixture.user_id(1), fixture.profile_id(1)), 0, 'each once'
);
reset role;
select is(fixture.protections(2), 'stop_loss armed 49000', 'another profile''s not');
update lifecycle.protections as x set state = 'armed', fired_at = null
 where x.profile_id = fixture.profile_id(1);
update lifecycle.positions as p set state = 'closed', closed_at = clock_timestamp(), quantity = 0,
  cost_basis = 0, notional = 0 where p.profile_id = fixture.profile_id(1);
select is(
  lifecycle.fire_protections(fixture.user_id(1), fixture.profile_id(1)), 0,
  'of a position that is closed none'
);

select * from finish();
rollback;
