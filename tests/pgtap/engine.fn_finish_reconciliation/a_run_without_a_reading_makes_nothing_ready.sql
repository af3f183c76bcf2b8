begin;
select plan(2);

select fixture.make_tenant(1);
select fixture.make_ready(1);
update locks.account_leases set ready_term = null, ready_epoch = null, reconciled_at = null;
set local role tradekeel_bridge;
select fixture.call_begin_run(1);
select is(fixture.call_finish(1) ->> 'state', 'incomplete', 'nothing was handed in');
reset role;
select is((select l.ready_term from locks.account_leases as l), null, 'not ready');

select * from finish();
rollback;
