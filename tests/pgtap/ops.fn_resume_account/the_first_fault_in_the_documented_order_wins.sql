begin;
select plan(5);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select is(
  fixture.refusal($$ select ops.fn_resume_account(
    fixture.user_id(1), fixture.account_id(2), repeat('x', 501)) $$),
  'OPR01 reason wanted=1 to 500 characters', 'the reason'
);
select is(
  fixture.refusal($$ select ops.fn_resume_account(
    fixture.user_id(1), fixture.account_id(2), 'x') $$),
  'TNR01 account=' || fixture.account_id(2), 'the account'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
update tenancy.exchange_accounts set state = 'closed';
select is(
  ops.fn_resume_account(fixture.user_id(1), fixture.account_id(1), 'x'), 'closed',
  'a closed one stays closed'
);
select is(
  fixture.roles_that_may($$ select ops.fn_resume_account(
    fixture.user_id(1), fixture.account_id(1), 'x') $$),
  array['tradekeel_operator'], 'and only operators may'
);

select * from finish();
rollback;
