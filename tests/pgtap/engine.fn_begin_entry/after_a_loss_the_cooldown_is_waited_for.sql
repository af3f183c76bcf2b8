begin;
select plan(2);

select fixture.stage(1);
update tenancy.profiles set loss_cooldown_seconds = 60;
select fixture.hold(1, 'r0', 0.001);
select fixture.call_begin_exit(1);
select fixture.call_persist(1, 'x1', 0.001, 'closed',
  jsonb_build_array(fixture.trade(1, 'x1', 't2', 0.001, 49000)), 49000);
select fixture.settle(1, 'x1', 0.001, 'closed', '[]', 49000);
select fixture.take_lock(1, 'BTC/USDT');
set local role tradekeel_bridge;
select matches(
  fixture.refused_entry(1), '^LCR16 profile=.* last_loss_at=.* seconds=60$', 'a position lost'
);
reset role;
update ledger.capital set last_loss_at = last_loss_at - interval '61 seconds';
set local role tradekeel_bridge;
select is(fixture.refused_entry(1), 'not refused', 'a minute later');

select * from finish();
rollback;
