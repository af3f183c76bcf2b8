-- Who finds the order reports it: a look-up by another process, with no lock and no lease.
begin;
select plan(4);

select fixture.stage(1);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
reset role;
update locks.entry_locks set owner_token = fixture.token(2), term = 2;
update locks.account_leases set owner_token = fixture.token(2), term = 2;
update ledger.capital set trading_state = 'paused';
set local role tradekeel_bridge;
select is(
  fixture.call_persist(1, 'r1', 0.01, 'closed',
    jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.01))) ->> 'attempt_state', 'confirmed',
  'whoever holds locks, whatever the state of the profile'
);
reset role;
select is(
  (select l.owner_token from locks.entry_locks as l), fixture.token(2),
  'the lock of another holder is left alone'
);
select is(fixture.amounts(1), '1000 6.01 500 0 paused', 'booked');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
