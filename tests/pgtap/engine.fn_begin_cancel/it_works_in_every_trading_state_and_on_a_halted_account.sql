begin;
select plan(4);

select fixture.stage(1);
select fixture.rest_order(1);
update ledger.capital set trading_state = 'paused';
set local role tradekeel_bridge;
select is(fixture.call_cancel(1, 'r1', 'refused'), 'refused', 'paused');
reset role;
update ledger.capital set trading_state = 'breached';
set local role tradekeel_bridge;
select is(fixture.call_cancel(1, 'r1', 'refused'), 'refused', 'breached');
reset role;
select tenancy.halt_account(fixture.user_id(1), fixture.account_id(1), 'test', '{}');
update tenancy.users set is_suspended = true;
update locks.account_leases set ready_term = 0;
set local role tradekeel_bridge;
select is(fixture.call_cancel(1, 'r1', 'refused'), 'refused', 'halted, suspended, not reconciled');
reset role;
select is(fixture.cancels(1, 'r1'), 'refused refused refused', 'each its own');

select * from finish();
rollback;
