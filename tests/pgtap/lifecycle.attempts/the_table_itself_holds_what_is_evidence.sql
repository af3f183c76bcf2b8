-- Not placed and late truth by CHECK: also a superuser cannot write a verdict without evidence.
begin;
select plan(6);

select fixture.stage(1);
select fixture.call_begin_entry(1);
create function pg_temp.try(p_first interval, p_last interval, p_evidence jsonb) returns text
language sql as $$
  select split_part(fixture.refusal(format(
    'update lifecycle.attempts set state = %L, resolved_at = now(),
       absent_first_at = horizon_at + %L, absent_last_at = horizon_at + %L, evidence = %L',
    'not_placed', p_first, p_last, p_evidence)), ' ', 1)
$$;
select is(pg_temp.try('-1 ms', '5 s', '[{}, {}]'), '23514', 'first absent before the horizon');
select is(pg_temp.try('0', '1999 ms', '[{}, {}]'), '23514', 'again within one lag');
select is(pg_temp.try('5 s', '0', '[{}, {}]'), '23514', 'again before the first time');
select is(pg_temp.try('0', '2 s', '[{}]'), '23514', 'one piece of evidence');
select is(pg_temp.try('0', null, '[{}, {}]'), '23514', 'never again');
select is(pg_temp.try('0', '2 s', '[{}, {}]'), 'not', 'twice, late enough, one lag apart');

select * from finish();
rollback;
