begin;
select plan(4);

select engine.fn_measure_check('capital_row_is_sound', 0);
update health.check_results set row_count = 2, severity = 'critical',
       measured_at = now() - interval '1 minute';
set local role tradekeel_operator;
select is(
  (select concat_ws(' ', c.check_name, c.row_count, c.severity, c.age_seconds >= 60)
     from ops.fn_list_checks() as c limit 1),
  'capital_row_is_sound 2 critical t', 'what was found when it was read last'
);
select set_eq(
  $$ select 'check_' || c.check_name from ops.fn_list_checks() as c $$,
  $$ select c.relname::text from pg_class as c
      where c.relnamespace = 'health'::regnamespace and c.relkind = 'v' $$, 'every one of them'
);
select is(
  (select count(c.row_count) from ops.fn_list_checks() as c), 1::bigint,
  'null where nobody read it yet'
);
reset role;
select is(
  fixture.roles_that_may(
    $$ select ops.fn_list_checks() $$),
  array['tradekeel_auditor', 'tradekeel_operator'], 'operators and auditors'
);

select * from finish();
rollback;
