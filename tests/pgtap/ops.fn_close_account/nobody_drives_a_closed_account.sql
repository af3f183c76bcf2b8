begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_ready(1);
set local role tradekeel_operator;
select ops.fn_close_profile(fixture.user_id(1), fixture.profile_id(1), 'test');
select is(
  ops.fn_close_account(fixture.user_id(1), fixture.account_id(1), 'test'), 'closed', 'closed'
);
select is(
  ops.fn_close_account(fixture.user_id(1), fixture.account_id(1), 'test'), 'closed', 'a replay'
);
reset role;
select is_empty('select * from engine.fn_list_accounts()', 'no bridge is told of it');
select is_empty(
  'select from locks.account_leases as l where l.owner_token is not null', 'its lease is free'
);

select * from finish();
rollback;
