begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.take_lock(1, 'BTC/USDT');
set local role tradekeel_bridge;
select * from engine.fn_lease_account(
  fixture.user_id(1), fixture.account_id(1), fixture.token(1), fixture.token(1), 100);
select matches(fixture.refused_entry(1), '^LKT01 account=', 'never reconciled');
reset role;
select fixture.make_ready(1);
select is(fixture.refused_entry(1), 'not refused', 'reconciled');
update locks.account_leases set reconciled_at = clock_timestamp() - interval '301 seconds';
select matches(fixture.refused_entry(1, '{"request_id": "r2"}'), '^LKT01', 'too long ago');

select * from finish();
rollback;
