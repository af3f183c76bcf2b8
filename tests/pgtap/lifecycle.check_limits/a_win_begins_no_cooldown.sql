begin;
select plan(3);

select fixture.stage(1);
select fixture.limit_profile(1, '{"loss_cooldown_seconds": 60}');
select fixture.hold(1, 'r0', 0.001);
select fixture.call_begin_exit(1);
select fixture.fill_and_settle(fixture.attempt(1, 'x1'), 'x-x1', 51000);
select is((select c.last_loss_at from ledger.capital as c), null, 'nothing was lost');
select fixture.take_lock(1, 'BTC/USDT');
set local role tradekeel_bridge;
select is(fixture.refused_entry(1, '{"quantity": "0.001"}'), 'not refused', 'in again at once');
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
