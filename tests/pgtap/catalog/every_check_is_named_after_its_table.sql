-- broken by: alter table ledger.capital add check (seq < 1e18);
begin;
select plan(1);

select is_empty(
  $$
  select t.name, k.conname
  from fixture.our_tables as t
  join pg_catalog.pg_class as c on c.oid = t.table_oid and not c.relispartition
  join pg_catalog.pg_constraint as k on k.conrelid = t.table_oid and k.contype = 'c'
  where k.conname !~ ('^' || c.relname || '_[a-z0-9_]+$')
    -- what PostgreSQL makes up itself says nothing
    or k.conname ~ '_check[0-9]*$'
  $$,
  'no check constraint is called anything but table_rule'
);

select * from finish();
rollback;
