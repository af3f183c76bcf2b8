-- broken by: comment on table ledger.capital is null;
begin;
select plan(1);

select is_empty(
  $$
  select 'schema ' || s.nspname
  from pg_catalog.pg_namespace as s
  where s.nspname = any (fixture.our_schemas())
    and obj_description(s.oid, 'pg_namespace') is null
  union all
  select 'relation ' || c.oid::regclass
  from pg_catalog.pg_class as c
  where c.relnamespace::regnamespace::text = any (fixture.our_schemas())
    and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
    and obj_description(c.oid, 'pg_class') is null
  union all
  select 'function ' || f.identity
  from fixture.our_functions as f
  where obj_description(f.function_oid, 'pg_proc') is null
  $$,
  'nothing public is without a sentence that says what it is'
);

select * from finish();
rollback;
