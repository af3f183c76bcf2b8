begin;
select plan(1);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01);
update tenancy.profiles
   set max_open_positions = 0, max_daily_loss = 0, loss_cooldown_seconds = 600,
       max_order_cost = 0;
update tenancy.users set max_exposure = 0;
update tenancy.exchange_accounts set max_exposure = 0;
update ledger.capital set last_loss_at = clock_timestamp(), pnl_of_day = -1000;
set local role tradekeel_bridge;
select is(fixture.call_begin_exit(1) -> 'may_send', 'true', 'it may');

select * from finish();
rollback;
