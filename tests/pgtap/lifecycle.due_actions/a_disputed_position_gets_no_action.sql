-- It sold more than it held: there is nothing to sell, an incident already, and an entry that
-- rests might cover it.
begin;
select plan(3);

select fixture.stage(1);
select fixture.limit_profile(1, '{"stop_loss_rate": "0.02"}');
select fixture.take_position(1, 'r1', 0.01);
select fixture.call_begin_exit(1);
select fixture.call_persist(1, 'x1', 0.012, 'closed',
  jsonb_build_array(fixture.trade(1, 'x1', 't1', 0.012, 48000)), 48000);
select matches(fixture.positions(1), '^long disputed -0.002 ', 'disputed');
select fixture.set_price(1, 48000);
select fixture.rest_order(1, 'r2', 0.001);
set local role tradekeel_bridge;
select is(fixture.call_actions(1), 'none', 'no action');
reset role;
select matches(fixture.incidents(1), 'position_disputed critical', 'a person is asked');

select * from finish();
rollback;
