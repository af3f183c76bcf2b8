begin;
select plan(2);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select ops.fn_change_setting('mass_missing_count', 3);
select fixture.rest_order(1, 'r1', 0.005);
select fixture.rest_order(1, 'r2', 0.05, 'ETH/USDT');
select fixture.read_nothing(1);
select fixture.pass_time(1, '1 minute');
set local role tradekeel_bridge;
select fixture.call_begin_run(1);
select is(
  jsonb_array_length(fixture.call_reconcile(1) -> 'lookups'), 2, 'both are asked for'
);
reset role;
select is(fixture.account_state(1), 'active', 'the account goes on');

select * from finish();
rollback;
