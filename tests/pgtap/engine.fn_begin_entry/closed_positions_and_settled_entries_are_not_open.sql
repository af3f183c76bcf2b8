begin;
select plan(1);

select fixture.stage(1);
update tenancy.profiles set max_open_positions = 1;
select fixture.begin_entry(1, 'r0', 0.1, 'ETH/USDT');
select fixture.fill_and_settle(fixture.attempt(1, 'r0'), 'x-r0', 2000);
select fixture.call_begin_exit(1, '{"request_id": "x0", "symbol": "ETH/USDT"}');
select fixture.call_persist(1, 'x0', 0.1, 'closed',
  jsonb_build_array(fixture.trade(1, 'x0', 't0', 0.1, 2000)), 2000);
select fixture.settle(1, 'x0', 0.1, 'closed', '[]', 2000);
set local role tradekeel_bridge;
select is(fixture.refused_entry(1), 'not refused', 'one was held before, none is now');

select * from finish();
rollback;
