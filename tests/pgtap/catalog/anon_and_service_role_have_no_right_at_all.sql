-- broken by: grant execute on function engine.fn_heartbeat to service_role;
begin;
select plan(1);

select is_empty(
  $$
  select 'schema ' || s.nspname, r.rolname
  from pg_catalog.pg_namespace as s
  cross join fixture.strangers() as r (rolname)
  where s.nspname = any (fixture.our_schemas())
    and has_schema_privilege(r.rolname, s.oid, 'usage, create')
  union all
  select 'relation ' || c.oid::regclass::text, r.rolname
  from pg_catalog.pg_class as c
  cross join fixture.strangers() as r (rolname)
  where c.relnamespace::regnamespace::text = any (fixture.our_schemas())
    and c.relkind in ('r', 'p', 'v', 'm', 'f')
    and (
      has_any_column_privilege(r.rolname, c.oid, 'select, insert, update, references')
      or has_table_privilege(r.rolname, c.oid, 'delete, truncate, trigger')
    )
  union all
  select 'function ' || f.identity, r.rolname
  from fixture.our_functions as f
  cross join fixture.strangers() as r (rolname)
  where has_function_privilege(r.rolname, f.function_oid, 'execute')
    and f.name <> 'tenancy.render_amount'
  $$,
  'anon and service_role hold no schema, table, view or function'
);

select * from finish();
rollback;
