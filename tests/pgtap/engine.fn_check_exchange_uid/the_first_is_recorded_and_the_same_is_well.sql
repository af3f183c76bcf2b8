begin;
select plan(5);

select fixture.make_tenant(1);
set local role tradekeel_bridge;
select ok(
  engine.fn_check_exchange_uid(fixture.user_id(1), fixture.account_id(1), 'u1'), 'first'
);
select ok(
  engine.fn_check_exchange_uid(fixture.user_id(1), fixture.account_id(1), 'u1'), 'again'
);
reset role;
select is((select a.exchange_uid from tenancy.exchange_accounts as a), 'u1', 'on record');
select results_eq(
  'select f.exchange || f.exchange_uid = ''binanceu1'', f.user_id_owner
     from tenancy.account_fingerprints as f',
  $$ values (true, fixture.user_id(1)) $$, 'its owner too'
);
select is(fixture.account_state(1), 'active', 'nothing is halted');

select * from finish();
rollback;
