begin;
select plan(1);

select fixture.make_tenant(1);
update tenancy.exchange_accounts set state = 'closed';
select tenancy.halt_account(fixture.user_id(1), fixture.account_id(1), 'late', '{}');
select is(fixture.account_state(1), 'closed', 'not halted');

select * from finish();
rollback;
