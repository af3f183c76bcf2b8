-- broken by: create function ledger.extra(p_share real) returns void language sql as '';
begin;
select plan(1);

select is_empty(
  $$
  select c.oid::regclass || '.' || a.attname
  from pg_catalog.pg_class as c
  join pg_catalog.pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relnamespace::regnamespace::text = any (fixture.our_schemas())
    and a.atttypid in ('float4'::regtype, 'float8'::regtype, 'money'::regtype)
  union all
  select f.identity
  from fixture.our_functions as f
  join pg_catalog.pg_proc as p on p.oid = f.function_oid
  where coalesce(p.proallargtypes, p.proargtypes::oid[]) || p.prorettype
    && array['float4'::regtype, 'float8'::regtype, 'money'::regtype]::oid[]
  $$,
  'no column, parameter or result is real, double precision or money'
);

select * from finish();
rollback;
