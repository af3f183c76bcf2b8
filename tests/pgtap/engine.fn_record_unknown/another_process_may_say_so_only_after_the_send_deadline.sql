begin;
select plan(7);

select fixture.stage(1);
select fixture.stage(2);
set local role tradekeel_bridge;
create temporary table got as select fixture.call_begin_entry(1) as r;
create function pg_temp.unknown(
  p_user integer default 1, p_token uuid default fixture.token(1), p_attempt text default null
) returns text
language sql as $$
  select fixture.refusal(format('select engine.fn_record_unknown(%L, %L, %L, %L)',
    fixture.user_id(p_user), coalesce(p_attempt, (select r ->> 'attempt_id' from got)), p_token,
    '{}'))
$$;
select matches(
  pg_temp.unknown(p_token => fixture.token(2)), '^LKC04 attempt=', 'it may still be sent'
);
select matches(pg_temp.unknown(p_token => null), '^LKC04', 'nor nobody');
select matches(pg_temp.unknown(p_user => 2), '^TNR01', 'nor another user');
select matches(
  pg_temp.unknown(p_attempt => '99999999-9999-4999-8999-999999999999'), '^TNR01',
  'an unknown attempt'
);
reset role;
select is((fixture.attempt(1)).state, 'submitting', 'nothing changed');
update lifecycle.attempts set send_deadline = clock_timestamp() - interval '1 ms';
set local role tradekeel_bridge;
select is(
  pg_temp.unknown(p_token => fixture.token(2)), 'not refused', 'past it, anyone may'
);
reset role;
select is((fixture.attempt(1)).state, 'unknown', 'and it is unknown');

select * from finish();
rollback;
