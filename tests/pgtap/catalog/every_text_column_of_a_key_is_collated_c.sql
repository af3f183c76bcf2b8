-- broken by: create unique index on tenancy.profiles (user_id, name);
begin;
select plan(1);

select is_empty(
  $$
  select i.indexrelid::regclass, a.attname
  from fixture.our_tables as t
  join pg_catalog.pg_index as i on i.indrelid = t.table_oid and i.indisunique
  cross join lateral unnest(i.indkey::smallint[], i.indcollation::oid[])
    as k (attnum, collation_oid)
  join pg_catalog.pg_attribute as a on a.attrelid = t.table_oid and a.attnum = k.attnum
  where k.collation_oid not in (0, '"C"'::regcollation)
  $$,
  'no unique index sorts text by a language'
);

select * from finish();
rollback;
