-- broken by: grant update (symbol) on locks.entry_locks to tradekeel_engine;
begin;
select plan(1);

select is_empty(
  $$
  select t.name, a.attname
  from fixture.our_tables as t
  join pg_catalog.pg_index as i on i.indrelid = t.table_oid and i.indisprimary
  join pg_catalog.pg_attribute as a
    on a.attrelid = t.table_oid and a.attnum = any (i.indkey::smallint[])
  where has_column_privilege('tradekeel_engine', t.table_oid, a.attnum, 'update')
  $$,
  'no column of a primary key can be updated'
);

select * from finish();
rollback;
