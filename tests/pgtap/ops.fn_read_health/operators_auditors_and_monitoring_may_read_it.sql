begin;
select plan(2);

select is(
  fixture.roles_that_may('select ops.fn_read_health()'),
  array['tradekeel_auditor', 'tradekeel_monitor', 'tradekeel_operator'], 'these three may'
);
select is_empty(
  $$ select f.identity from fixture.our_functions as f
      where f.name <> 'ops.fn_read_health' and f.schema in ('ops', 'engine', 'api')
        and has_function_privilege('tradekeel_monitor', f.function_oid, 'execute') $$,
  'and monitoring may do nothing else'
);

select * from finish();
rollback;
