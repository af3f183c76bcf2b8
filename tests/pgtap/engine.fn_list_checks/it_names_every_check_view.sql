begin;
select plan(2);

select is(
  (select array_agg('check_' || c.name order by c.name) from engine.fn_list_checks() as c (name)),
  (select array_agg(v.relname::text order by v.relname) from pg_catalog.pg_class as v
    where v.relnamespace = 'health'::regnamespace and v.relkind = 'v' and v.relname ~ '^check_'
      and v.relname !~ '_full$'),
  'each without its check_, and no full form'
);
select is(
  fixture.roles_that_may('select engine.fn_list_checks()'), array['tradekeel_bridge'],
  'only the bridge may'
);

select * from finish();
rollback;
