-- broken by: create table ledger.extra (user_id uuid) partition by hash (user_id);
begin;
select plan(2);

select is_empty(
  $$
  select t.name
  from fixture.our_tables as t
  join pg_catalog.pg_class as c on c.oid = t.table_oid
  where c.relkind = 'p' and t.name <> 'tenancy.broadcasts'
  $$,
  'no other table is partitioned: a partition key would break unique keys'
);

select results_eq(
  $$
  select pg_get_expr(c.relpartbound, c.oid) collate "C"
  from pg_catalog.pg_inherits as i
  join pg_catalog.pg_class as c on c.oid = i.inhrelid
  where i.inhparent = 'tenancy.broadcasts'::regclass
  order by 1
  $$,
  $$
  values
    ('FOR VALUES IN (''0'')' collate "C"), ('FOR VALUES IN (''1'')'),
    ('FOR VALUES IN (''2'')'), ('FOR VALUES IN (''3'')')
  $$,
  'and broadcasts has the slots 0 to 3'
);

select * from finish();
rollback;
