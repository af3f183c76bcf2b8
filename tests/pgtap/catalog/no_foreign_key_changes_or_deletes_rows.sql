-- broken by: create table ledger.extra (user_id uuid references tenancy.users on delete
--   cascade);
begin;
select plan(1);

select is_empty(
  $$
  select k.conrelid::regclass, k.conname, k.confdeltype, k.confupdtype
  from pg_catalog.pg_constraint as k
  join fixture.our_tables as t on t.table_oid = k.conrelid
  where k.contype = 'f'
    and (k.confdeltype not in ('a', 'r') or k.confupdtype not in ('a', 'r'))
  $$,
  'every foreign key refuses: no cascade, set null or set default'
);

select * from finish();
rollback;
