begin;
select plan(1);

select is_empty(
  $$
  select format('%I.%I', n.nspname, c.relname)
  from pg_catalog.pg_class as c
  join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
  join pg_catalog.pg_attribute as a on a.attrelid = c.oid and a.attname = 'user_id'
  where c.relkind in ('r', 'p')
    and n.nspname in ('tenancy', 'ledger', 'lifecycle', 'locks', 'reconciliation', 'health', 'ops')
    and not c.relrowsecurity
  $$,
  'no table with user_id is without row level security'
);

select * from finish();
rollback;
