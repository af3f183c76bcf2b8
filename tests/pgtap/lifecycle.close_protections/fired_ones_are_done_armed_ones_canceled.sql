begin;
select plan(3);

select fixture.stage(1);
select fixture.stage(2);
select fixture.limit_profile(1, '{"stop_loss_rate": "0.02", "take_profit_rate": "0.02"}');
select fixture.limit_profile(2, '{"stop_loss_rate": "0.02"}');
select fixture.take_position(1, 'r1', 0.01);
select fixture.take_position(2, 'r1', 0.01);
select fixture.begin_entry(1, 'r2', 0.01, 'ETH/USDT');
select fixture.fill_and_settle(fixture.attempt(1, 'r2'), 'x-r2', 2000);
update lifecycle.protections set state = 'fired', fired_at = clock_timestamp()
 where kind = 'stop_loss' and trigger_price = 49000 and profile_id = fixture.profile_id(1);
select lifecycle.close_protections(p.user_id, p.position_id)
  from lifecycle.positions as p
 where p.profile_id = fixture.profile_id(1) and p.symbol = 'BTC/USDT';
select is(
  fixture.protections(1),
  'stop_loss done 49000, stop_loss armed 1960, take_profit canceled 51000, take_profit armed 2040',
  'each to its end, of that position only'
);
create temporary table ended as select x.changed_at from lifecycle.protections as x;
select lifecycle.close_protections(p.user_id, p.position_id)
  from lifecycle.positions as p
 where p.profile_id = fixture.profile_id(1) and p.symbol = 'BTC/USDT';
select results_eq(
  'select x.changed_at from lifecycle.protections as x order by 1',
  'select e.changed_at from ended as e order by 1', 'once'
);
select is(fixture.protections(2), 'stop_loss armed 49000', 'nor of another user');

select * from finish();
rollback;
