-- broken by: grant usage on schema ledger to tradekeel_bridge;
begin;
select plan(2);

select is_empty(
  $$
  select a.rolname, s.nspname
  from pg_catalog.pg_namespace as s
  cross join (
    values
      ('tradekeel_bridge', 'engine'), ('tradekeel_operator', 'ops'), ('tradekeel_auditor', 'ops'),
      ('tradekeel_monitor', 'ops'),
      ('authenticated', 'api')
  ) as a (rolname, schema)
  where s.nspname = any (fixture.our_schemas())
    and has_schema_privilege(a.rolname, s.oid, 'usage')
    and s.nspname <> a.schema
    -- policies run their helper as the tenant
    and not (a.rolname = 'authenticated' and s.nspname = 'tenancy')
  $$,
  'bridge: engine, operators: ops, tenants: api'
);

select is_empty(
  $$
  select a.rolname, s.nspname
  from pg_catalog.pg_namespace as s
  cross join pg_catalog.pg_roles as a
  where s.nspname = any (fixture.our_schemas())
    and a.rolname in ('tradekeel_bridge', 'tradekeel_operator', 'authenticated', 'anon')
    and has_schema_privilege(a.rolname, s.oid, 'create')
  $$,
  'and none may create anything there'
);

select * from finish();
rollback;
