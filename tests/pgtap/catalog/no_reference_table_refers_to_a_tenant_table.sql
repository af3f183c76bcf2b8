-- broken by: create table ledger.extra (owner uuid references tenancy.users);
begin;
select plan(1);

select is_empty(
  $$
  select k.conrelid::regclass, k.conname
  from pg_catalog.pg_constraint as k
  join fixture.our_tables as child on child.table_oid = k.conrelid and not child.is_tenant
  join fixture.our_tables as parent on parent.table_oid = k.confrelid and parent.is_tenant
  where k.contype = 'f'
  $$,
  'no foreign key goes from a table without tenants to one with'
);

select * from finish();
rollback;
