begin;
select plan(8);

select fixture.make_tenant(1);
select fixture.make_ready(1);
update ledger.capital set realized_pnl = realized_pnl + 0.000000000001;
create temporary table amounts as select c.* from ledger.capital as c;
update locks.account_leases set ready_term = null, ready_epoch = null, reconciled_at = null;
set local role tradekeel_bridge;
select fixture.call_run(1);
reset role;
select results_eq(
  'select c.allocated, c.realized_pnl, c.seq from ledger.capital as c',
  'select a.allocated, a.realized_pnl, a.seq from amounts as a', 'the row is as it was'
);
select is((select c.trading_state from ledger.capital as c), 'paused', 'the profile is paused');
select is(fixture.mismatches(1), 'ledger_drift open 1', 'noted');
select is(fixture.incidents(1), 'ledger_drift critical', 'an incident is open');
select is(
  (select m.detail -> 'realized_pnl' from reconciliation.mismatches as m),
  '["0.000000000001", "0", "0"]', 'row, fold and derivation are named'
);
update locks.account_leases set ready_term = null, ready_epoch = null, reconciled_at = null;
set local role tradekeel_bridge;
select fixture.call_run(1);
reset role;
select is(fixture.mismatches(1), 'ledger_drift open 2', 'it stays while it differs');
update ledger.capital set realized_pnl = 0;
update locks.account_leases set ready_term = null, ready_epoch = null, reconciled_at = null;
set local role tradekeel_bridge;
select fixture.call_run(1);
reset role;
select is(fixture.mismatches(1), 'ledger_drift healed 2', 'and heals when it rebuilds');
select is(
  (select c.trading_state from ledger.capital as c), 'paused', 'a person resumes the profile'
);

select * from finish();
rollback;
