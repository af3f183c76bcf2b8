begin;
select plan(4);

select fixture.make_tenant(1);
set local role tradekeel_operator;
select is(
  ops.fn_set_exposure_cap(fixture.user_id(1), fixture.account_id(1), 500), null, 'none before'
);
select is(
  ops.fn_set_exposure_cap(fixture.user_id(1), fixture.account_id(1), null), 500::numeric,
  'and taken away'
);
select is(ops.fn_set_exposure_cap(fixture.user_id(1), null, 700), null, 'of the user');
reset role;
select results_eq(
  'select a.max_exposure, u.max_exposure
     from tenancy.exchange_accounts as a join tenancy.users as u on u.user_id = a.user_id',
  'values (null::numeric, 700::numeric)', 'each for itself'
);

select * from finish();
rollback;
