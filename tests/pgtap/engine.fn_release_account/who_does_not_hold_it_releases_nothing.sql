begin;
select plan(6);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
select fixture.make_ready(1);
create temporary table before as select fixture.digest() as digest;
create function pg_temp.release(
  p_user integer default 1, p_account integer default 1, p_token uuid default fixture.token(1),
  p_term bigint default 1
) returns text
language sql as $$
  select fixture.refusal(format(
    'select * from engine.fn_release_account(%L, %L, %L, %L)', fixture.user_id(p_user),
    fixture.account_id(p_account), p_token, p_term))
$$;
set local role tradekeel_bridge;
select matches(
  pg_temp.release(p_token => fixture.token(2)), '^LKC01 account=.* term=1$', 'another token'
);
select matches(pg_temp.release(p_term => 2), '^LKC01', 'another term');
select matches(pg_temp.release(p_token => null), '^LKC01', 'no token');
select matches(pg_temp.release(p_account => 2), '^LKC01', 'another user''s account');
select matches(pg_temp.release(p_user => 2), '^LKC01', 'as another user');
reset role;
select is(fixture.digest(), (select digest from before), 'nothing was written');

select * from finish();
rollback;
