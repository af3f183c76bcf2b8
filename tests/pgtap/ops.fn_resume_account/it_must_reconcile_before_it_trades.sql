begin;
select plan(5);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select tenancy.halt_account(fixture.user_id(1), fixture.account_id(1), 'test', '{}');
set local role tradekeel_operator;
select is(
  ops.fn_resume_account(fixture.user_id(1), fixture.account_id(1), 'seen'), 'active', 'active'
);
select is(
  ops.fn_resume_account(fixture.user_id(1), fixture.account_id(1), 'seen'), 'active', 'again'
);
reset role;
select is(
  (select l.ready_term from locks.account_leases as l), null, 'but not ready'
);
select is(
  (select a.result || a.arguments from ops.audit as a
    where a.entry_point = 'ops.fn_resume_account' order by a.recorded_at limit 1) ->> 'was',
  'test', 'why it was halted is on record'
);
set local role tradekeel_bridge;
select is(fixture.call_run(1) ->> 'is_ready', 'true', 'a complete run makes it ready');

select * from finish();
rollback;
