-- broken by: create table ledger.extra (extra_id uuid, user_id uuid, primary key (extra_id,
--   user_id));
begin;
select plan(1);

select is_empty(
  $$
  select t.name, a.attname
  from fixture.our_tables as t
  left join pg_catalog.pg_index as i on i.indrelid = t.table_oid and i.indisprimary
  left join pg_catalog.pg_attribute as a on a.attrelid = t.table_oid and a.attnum = i.indkey[0]
  where t.is_tenant and a.attname is distinct from 'user_id'
  $$,
  'no tenant table has another first column, or no primary key'
);

select * from finish();
rollback;
