begin;
select plan(4);

select fixture.stage(1);
select fixture.limit_profile(1, '{"stop_loss_rate": "0.02"}');
select fixture.take_position(1, 'r1', 0.01);
select fixture.set_price(1, 48000);
set local role tradekeel_bridge;
select fixture.call_evaluate(1);
reset role;
create temporary table first_time as select x.fired_at from lifecycle.protections as x;
select fixture.set_price(1, 47000);
set local role tradekeel_bridge;
select fixture.call_evaluate(1);
reset role;
select is(
  (select x.fired_at from lifecycle.protections as x), (select fired_at from first_time),
  'a second evaluation does not fire it again'
);
select is(
  (select trim_scale(x.fired_price) from lifecycle.protections as x), 48000::numeric,
  'nor change the price it fired at'
);
select is((select count(*)::integer from lifecycle.protections), 1, 'there is one');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
