begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
select engine.fn_check_exchange_uid(fixture.user_id(1), fixture.account_id(1), 'u1');
set local role tradekeel_bridge;
select ok(
  not engine.fn_check_exchange_uid(fixture.user_id(2), fixture.account_id(2), 'u1'),
  'it belongs to another user'
);
reset role;
select is(fixture.account_state(2), 'halted exchange_uid_of_another_user', 'halted');
select is(fixture.account_state(1), 'active', 'the owner goes on');
select is(
  (select a.exchange_uid from tenancy.exchange_accounts as a
    where a.account_id = fixture.account_id(2)), null, 'nothing is recorded'
);

select * from finish();
rollback;
