begin;
select plan(4);

select fixture.stage(1);
select tenancy.halt_account(fixture.user_id(1), fixture.account_id(1), 'test', '{}');
create temporary table before as select fixture.digest() as digest;
set local role tradekeel_bridge;
select matches(
  fixture.refused_entry(1), '^TNR02 account=.* state=halted reason=test$', 'halted, and why'
);
reset role;
select is(fixture.digest(), (select digest from before), 'nothing was written');
update tenancy.exchange_accounts set state = 'closed', halt_reason = null, halted_at = null;
select matches(fixture.refused_entry(1), '^TNR02 account=.* state=closed', 'closed');
update tenancy.exchange_accounts set state = 'active';
update tenancy.users set is_suspended = true;
select matches(fixture.refused_entry(1), '^TNR05 user=', 'its user is suspended');

select * from finish();
rollback;
