-- A long that is stopped, and a short on the same symbol whose entry rests.
begin;
select plan(2);

select fixture.make_tenant(1, 'binanceusdm', 'swap');
update tenancy.exchange_accounts set position_mode = 'hedge';
select fixture.make_ready(1);
select fixture.limit_profile(1, '{"stop_loss_rate": "0.02"}');
select fixture.take_position(1, 'r1', 0.01);
select fixture.take_lock(1, 'BTC/USDT:USDT');
select fixture.call_begin_entry(1, '{"request_id": "r2", "side": "sell", "quantity": "0.005"}');
select fixture.call_persist(1, 'r2', 0, 'open');
select fixture.set_price(1, 48000);
set local role tradekeel_bridge;
select is(
  fixture.call_actions(1), 'exit long stop_loss 0', 'the entry of the short is left alone'
);
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
