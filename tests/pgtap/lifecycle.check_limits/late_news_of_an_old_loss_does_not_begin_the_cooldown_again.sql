-- Lost an hour ago; its fee is told now, which writes the next revision of its history.
begin;
select plan(3);

select fixture.stage(1);
select fixture.limit_profile(1, '{"loss_cooldown_seconds": 60}');
select fixture.hold(1, 'r0', 0.001);
select fixture.call_begin_exit(1);
select fixture.call_persist(1, 'x1', 0.001, 'closed', '[]', 49000);
update lifecycle.positions set opened_at = opened_at - interval '2 hours',
  closed_at = closed_at - interval '1 hour';
update ledger.capital set last_loss_at = last_loss_at - interval '1 hour';
select fixture.call_persist(1, 'x1', 0.001, 'closed',
  jsonb_build_array(fixture.trade(1, 'x1', 't1', 0.001, 49000, '0.05')), 49000);
select is((select max(h.revision) from lifecycle.trade_history as h), 2, 'a revision came');
select is(
  (select c.last_loss_at from ledger.capital as c),
  (select p.closed_at from lifecycle.positions as p),
  'the loss stays where it was'
);
select fixture.take_lock(1, 'BTC/USDT');
set local role tradekeel_bridge;
select is(fixture.refused_entry(1), 'not refused', 'and nothing cools down');

select * from finish();
rollback;
