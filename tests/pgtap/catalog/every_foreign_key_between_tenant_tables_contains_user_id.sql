-- broken by: create table ledger.extra (user_id uuid, other uuid references tenancy.users);
begin;
select plan(1);

select is_empty(
  $$
  select k.conrelid::regclass, k.conname
  from pg_catalog.pg_constraint as k
  join fixture.our_tables as child on child.table_oid = k.conrelid and child.is_tenant
  join fixture.our_tables as parent on parent.table_oid = k.confrelid and parent.is_tenant
  where k.contype = 'f'
    and not exists (
      select
      from unnest(k.conkey, k.confkey) as pair (child_column, parent_column)
      join pg_catalog.pg_attribute as c
        on c.attrelid = k.conrelid and c.attnum = pair.child_column and c.attname = 'user_id'
      join pg_catalog.pg_attribute as p
        on p.attrelid = k.confrelid and p.attnum = pair.parent_column and p.attname = 'user_id'
    )
  $$,
  'user_id refers to user_id in each'
);

select * from finish();
rollback;
