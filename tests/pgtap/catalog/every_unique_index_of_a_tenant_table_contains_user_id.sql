-- broken by: create unique index on ledger.entries (profile_id, seq);
begin;
select plan(1);

select is_empty(
  $$
  select i.indexrelid::regclass
  from fixture.our_tables as t
  join pg_catalog.pg_index as i on i.indrelid = t.table_oid and (i.indisunique or i.indisexclusion)
  join pg_catalog.pg_attribute as a on a.attrelid = t.table_oid and a.attname = 'user_id'
  where t.is_tenant and a.attnum <> all (i.indkey::smallint[])
  $$,
  'no unique or exclusion index is without user_id'
);

select * from finish();
rollback;
