-- broken by: create table ledger.extra (extra_id integer generated always as identity);
begin;
select plan(1);

select is_empty(
  $$
  select t.name, a.attname
  from fixture.our_tables as t
  join pg_catalog.pg_attribute as a on a.attrelid = t.table_oid and a.attnum > 0
  left join pg_catalog.pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.atttypid in ('int2'::regtype, 'int4'::regtype)
    and (a.attidentity <> '' or pg_get_expr(d.adbin, d.adrelid) ~ 'nextval')
  $$,
  'no identity or sequence default on an integer or smallint column'
);

select * from finish();
rollback;
