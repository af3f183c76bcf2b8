-- broken by: alter table ledger.entries add column seen_at timestamp;
begin;
select plan(1);

select is_empty(
  $$
  select c.oid::regclass || '.' || a.attname
  from pg_catalog.pg_class as c
  join pg_catalog.pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relnamespace::regnamespace::text = any (fixture.our_schemas())
    and a.atttypid in ('timestamp'::regtype, 'time'::regtype, 'timetz'::regtype)
  union all
  select f.identity
  from fixture.our_functions as f
  join pg_catalog.pg_proc as p on p.oid = f.function_oid
  where coalesce(p.proallargtypes, p.proargtypes::oid[]) || p.prorettype
    && array['timestamp'::regtype, 'time'::regtype, 'timetz'::regtype]::oid[]
  $$,
  'no column, parameter or result is a timestamp without time zone or a time'
);

select * from finish();
rollback;
