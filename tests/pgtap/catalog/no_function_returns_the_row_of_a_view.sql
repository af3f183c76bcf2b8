-- broken by: create view ledger.extra as select 1 as one; create function ledger.read_extra()
--   returns setof ledger.extra language sql as 'select 1';
begin;
select plan(1);

select is_empty(
  $$
  select f.identity
  from fixture.our_functions as f
  join pg_catalog.pg_proc as p on p.oid = f.function_oid
  join pg_catalog.pg_type as y
    on y.oid = any (coalesce(p.proallargtypes, p.proargtypes::oid[]) || p.prorettype)
  join pg_catalog.pg_class as c on c.oid = y.typrelid and c.relkind in ('v', 'm')
  $$,
  'a view could then not be dropped or re-made'
);

select * from finish();
rollback;
