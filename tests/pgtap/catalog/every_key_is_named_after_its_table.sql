-- broken by: create index by_time on ledger.entries (user_id, recorded_at);
begin;
select plan(1);

select is_empty(
  $$
  select t.name, x.relname
  from fixture.our_tables as t
  join pg_catalog.pg_class as c on c.oid = t.table_oid and not c.relispartition
  join pg_catalog.pg_index as i on i.indrelid = t.table_oid
  join pg_catalog.pg_class as x on x.oid = i.indexrelid
  where x.relname !~ ('^' || c.relname || '_([a-z0-9_]+_)?(pkey|key|idx)$')
  union all
  select t.name, k.conname
  from fixture.our_tables as t
  join pg_catalog.pg_class as c on c.oid = t.table_oid and not c.relispartition
  join pg_catalog.pg_constraint as k on k.conrelid = t.table_oid and k.contype = 'f'
  where k.conname !~ ('^' || c.relname || '_[a-z0-9_]+_fkey$')
  $$,
  'no key or index is called anything but table_what_kind'
);

select * from finish();
rollback;
