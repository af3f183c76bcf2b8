begin;
select plan(1);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select is(
  (select l.reconciled_at from locks.account_leases as l),
  (fixture.newest_run(1)).started_at, 'counted from the begin of the run'
);

select * from finish();
rollback;
