begin;
select plan(8);

select fixture.make_tenant(1);
select fixture.make_ready(1);
create function pg_temp.prove(
  p_user integer default 1, p_token integer default 1, p_term bigint default 1
) returns text
language sql as $$
  select fixture.refusal(format('select locks.prove_account_lease(%L, %L, %L, %L)',
    fixture.user_id(p_user), fixture.account_id(1), fixture.token(p_token), p_term))
$$;
select is(pg_temp.prove(), 'not refused', 'all four');
select matches(pg_temp.prove(p_token => 2), '^LKC01', 'another owner');
select matches(pg_temp.prove(p_term => 2), '^LKC01', 'another term');
select matches(pg_temp.prove(p_term => null), '^LKC01', 'no term');
select matches(pg_temp.prove(p_user => 2), '^LKC01', 'another user');
update meta.installation set epoch = 2;
select matches(pg_temp.prove(), '^LKC01', 'another epoch');
update meta.installation set epoch = 1;
select is(pg_temp.prove(), 'not refused', 'all four again');
update locks.account_leases set expires_at = clock_timestamp();
select matches(pg_temp.prove(), '^LKC01', 'expired by the database''s clock');

select * from finish();
rollback;
