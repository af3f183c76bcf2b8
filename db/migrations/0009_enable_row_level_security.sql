-- Every table with a user_id. Policies are in db/policies and are re-applied; this is not.
do $$
declare
  v_table record;
begin
  for v_table in
    select c.oid::regclass as name
      from pg_catalog.pg_class as c
      join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
      join pg_catalog.pg_attribute as a on a.attrelid = c.oid and a.attname = 'user_id'
     where n.nspname in
             ('tenancy', 'ledger', 'lifecycle', 'locks', 'reconciliation', 'health', 'ops')
       and c.relkind in ('r', 'p')
  loop
    execute format('alter table %s enable row level security', v_table.name);
  end loop;
end;
$$;
