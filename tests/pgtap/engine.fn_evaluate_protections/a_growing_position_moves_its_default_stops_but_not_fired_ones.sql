-- 0.005 at 50000 and 0.005 at 48000: 49000 on average.
begin;
select plan(5);

select fixture.stage(1);
select fixture.limit_profile(1, '{"stop_loss_rate": "0.1", "take_profit_rate": "0.04"}');
select fixture.take_position(1, 'r1', 0.005);
insert into lifecycle.protections
  (user_id, profile_id, position_id, kind, trigger_price)
select p.user_id, p.profile_id, p.position_id, 'stop_loss', 44000 from lifecycle.positions as p;
select fixture.set_price(1, 52000);
set local role tradekeel_bridge;
select fixture.call_evaluate(1);
reset role;
select is(
  fixture.protections(1), 'stop_loss armed 45000, stop_loss armed 44000, take_profit fired 52000',
  'the take-profit has fired'
);
select fixture.set_price(1, 48000);
select fixture.take_position(1, 'r2', 0.005, 'buy', 48000);
select is(
  fixture.protections(1), 'stop_loss armed 44100, stop_loss armed 44000, take_profit fired 52000',
  'the armed default moved, the fired one and the one set by hand did not'
);
select is((select count(*)::integer from lifecycle.protections), 3, 'none came twice');
set local role tradekeel_bridge;
select is(fixture.call_actions(1), 'exit long take_profit 0', 'the fired one still sells it all');
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
