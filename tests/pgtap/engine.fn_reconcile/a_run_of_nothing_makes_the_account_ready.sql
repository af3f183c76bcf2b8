begin;
select plan(2);

select fixture.make_tenant(1);
set local role tradekeel_bridge;
select term from engine.fn_lease_account(
  fixture.user_id(1), fixture.account_id(1), fixture.token(1), fixture.token(1), 300);
select is(
  fixture.call_run(1),
  '{"state": "finished", "is_ready": true, "mismatches_found": 0, "mismatches_healed": 0,
    "mismatches_open": 0}', 'finished and ready'
);
select ok(
  (select l.is_ready from engine.fn_lease_account(
    fixture.user_id(1), fixture.account_id(1), fixture.token(1), fixture.token(1), 300) as l),
  'the lease says so'
);

select * from finish();
rollback;
