begin;
select plan(11);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
create temporary table before as select fixture.digest() as digest;
create function pg_temp.lease(
  p_user integer default 1, p_account integer default 1, p_instance uuid default fixture.token(1),
  p_token uuid default fixture.token(1), p_seconds numeric default 10
) returns text
language sql as $$
  select fixture.refusal(format(
    'select * from engine.fn_lease_account(%L, %L, %L, %L, %L)', fixture.user_id(p_user),
    fixture.account_id(p_account), p_instance, p_token, p_seconds))
$$;
set local role tradekeel_bridge;
select matches(pg_temp.lease(p_seconds => 0), '^LKR01', 'no time');
select matches(pg_temp.lease(p_seconds => 'NaN'), '^LKR01', 'not a number');
select matches(pg_temp.lease(p_seconds => null), '^LKR01', 'none given');
select matches(pg_temp.lease(p_token => null), '^LCR01 owner_token', 'nobody''s token');
select matches(pg_temp.lease(p_instance => null), '^LCR01', 'nobody''s instance');
select matches(pg_temp.lease(p_account => 9), '^TNR01 account=', 'an unknown account');
select matches(pg_temp.lease(p_account => 2), '^TNR01 account=', 'another user''s account');
select matches(pg_temp.lease(p_user => 9), '^TNR01', 'an unknown user');
select matches(
  pg_temp.lease(p_token => null, p_account => 9, p_seconds => 0), '^LKR01', 'time first'
);
select matches(pg_temp.lease(p_token => null, p_account => 9), '^LCR01', 'then the token');
reset role;
select is(fixture.digest(), (select digest from before), 'nothing was written');

select * from finish();
rollback;
