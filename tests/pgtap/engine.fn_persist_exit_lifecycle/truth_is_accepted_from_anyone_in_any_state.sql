begin;
select plan(2);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01);
select fixture.call_begin_exit(1);
update locks.account_leases set owner_token = fixture.token(2), term = 2;
update ledger.capital set trading_state = 'breached';
select tenancy.halt_account(fixture.user_id(1), fixture.account_id(1), 'test', '{}');
set local role tradekeel_bridge;
select is(
  fixture.call_persist(1, 'x1', 0.01, 'closed',
    jsonb_build_array(fixture.trade(1, 'x1', 't2', 0.01))) ->> 'attempt_state', 'confirmed',
  'recorded'
);
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
