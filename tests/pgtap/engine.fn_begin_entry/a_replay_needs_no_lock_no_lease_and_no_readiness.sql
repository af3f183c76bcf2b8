-- A process that lost everything may still learn what became of its request.
begin;
select plan(1);

select fixture.stage(1);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
reset role;
update locks.entry_locks set expires_at = clock_timestamp();
update locks.account_leases set expires_at = clock_timestamp();
update ledger.capital set trading_state = 'paused';
set local role tradekeel_bridge;
select is(
  fixture.call_begin_entry(1, '{"epoch": 9, "lock_term": 9, "lease_term": 9}') -> 'is_replay',
  'true', 'it is answered by what is on record'
);

select * from finish();
rollback;
