begin;
select plan(5);

select fixture.stage(1);
select fixture.stage(2);
set local role tradekeel_bridge;
create temporary table got as select fixture.call_begin_entry(1) as r;
reset role;
create temporary table before as select fixture.digest() as digest;
create function pg_temp.reject(
  p_user integer default 1, p_token uuid default fixture.token(1), p_attempt text default null
) returns text
language sql as $$
  select fixture.refusal(format('select engine.fn_record_rejected(%L, %L, %L, %L)',
    fixture.user_id(p_user), coalesce(p_attempt, (select r ->> 'attempt_id' from got)), p_token,
    '{}'))
$$;
set local role tradekeel_bridge;
select matches(
  pg_temp.reject(p_token => fixture.token(2)), '^LKC04 attempt=', 'not another owner token'
);
select matches(pg_temp.reject(p_token => null), '^LKC04', 'nor none');
select matches(pg_temp.reject(p_user => 2), '^TNR01 attempt=', 'nor another user');
select matches(
  pg_temp.reject(p_attempt => '99999999-9999-4999-8999-999999999999'), '^TNR01',
  'an unknown attempt'
);
reset role;
select is(fixture.digest(), (select digest from before), 'nothing was written');

select * from finish();
rollback;
