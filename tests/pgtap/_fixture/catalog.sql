-- What the catalog tests look at, and the lists of the exceptions they know.

create function fixture.our_schemas() returns text[]
language sql immutable
return array[
  'api', 'engine', 'ops',
  'tenancy', 'ledger', 'lifecycle', 'locks', 'reconciliation', 'health', 'meta'
];

-- Entry points about the installation, not about one user.
create function fixture.installation_wide_functions() returns text[]
language sql immutable
return array[
  'engine.fn_start_instance', 'engine.fn_stop_instance', 'engine.fn_list_accounts',
  'engine.fn_fold_counters', 'engine.fn_read_health', 'engine.fn_report_events',
  'engine.fn_measure_check', 'engine.fn_list_checks', 'engine.fn_record_samples',
  'engine.fn_list_objects', 'engine.fn_report_drift', 'engine.fn_join_topic',
  'engine.fn_read_broadcasts', 'engine.fn_list_revoked', 'engine.fn_rotate_broadcasts',
  'engine.fn_seal_audit', 'ops.fn_prove_audit',
  'ops.fn_read_health', 'ops.fn_read_status', 'ops.fn_read_history', 'ops.fn_read_audit',
  'ops.fn_read_installation', 'ops.fn_read_check', 'ops.fn_list_stopped', 'ops.fn_list_accounts',
  'ops.fn_list_incidents', 'ops.fn_list_mismatches', 'ops.fn_list_unresolved_attempts',
  'ops.fn_list_locks', 'ops.fn_list_instances', 'ops.fn_list_loops', 'ops.fn_list_breaches',
  'ops.fn_list_prices', 'ops.fn_list_checks',
  'ops.fn_pause_everything',
  'ops.fn_resume_everything', 'ops.fn_acknowledge_installation', 'ops.fn_adopt_tag',
  'ops.fn_change_setting'
];

-- Definer functions that belong to the installer, to the role whose policies they ask, or to the
-- owner of the table that they truncate.
create function fixture.functions_of_others() returns text[]
language sql immutable
return array[
  'tenancy.probe_topic', 'tenancy.read_vault', 'tenancy.reads_topic', 'tenancy.send_realtime',
  'engine.fn_rotate_broadcasts'
];

create function fixture.append_only_tables() returns text[]
language sql immutable
return array[
  'ledger.entries', 'lifecycle.fills', 'lifecycle.fee_prices', 'lifecycle.late_fees',
  'lifecycle.executions', 'lifecycle.incomes', 'lifecycle.trade_history',
  'tenancy.breaches', 'ops.audit', 'ops.audit_seals'
];

create function fixture.strangers() returns setof text
language sql immutable
begin atomic
  select unnest(array['anon', 'service_role']);
end;

create view fixture.our_tables as
select
  c.oid as table_oid,
  c.relnamespace::regnamespace::text || '.' || c.relname as name,
  c.relrowsecurity as has_row_security,
  exists (
    select
    from pg_catalog.pg_attribute as a
    where a.attrelid = c.oid and a.attname = 'user_id'
  ) as is_tenant
from pg_catalog.pg_class as c
where c.relnamespace::regnamespace::text = any (fixture.our_schemas())
  and c.relkind in ('r', 'p');

create view fixture.our_functions as
select
  p.oid as function_oid,
  n.nspname as schema,
  p.proname as simple_name,
  n.nspname || '.' || p.proname as name,
  p.oid::regprocedure::text as identity,
  p.proowner::regrole::text as owner,
  l.lanname as language,
  p.prosecdef as is_definer,
  p.proconfig as settings,
  p.prosrc as source
from pg_catalog.pg_proc as p
join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
join pg_catalog.pg_language as l on l.oid = p.prolang
where n.nspname = any (fixture.our_schemas());

-- Grants on tables, views and sequences and on their columns, one row each.
create view fixture.our_table_grants as
select
  c.oid::regclass as object,
  case g.grantee when 0 then 'public' else g.grantee::regrole::text end as grantee,
  g.privilege_type as privilege
from pg_catalog.pg_class as c
cross join lateral (
  select acl.grantee, acl.privilege_type from aclexplode(c.relacl) as acl
  union
  select acl.grantee, acl.privilege_type
  from pg_catalog.pg_attribute as a
  cross join lateral aclexplode(a.attacl) as acl
  where a.attrelid = c.oid
) as g
where c.relnamespace::regnamespace::text = any (fixture.our_schemas())
  and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S');

-- Every row of every check view, as text.
create function fixture.violations() returns table (check_view text, violation text)
language plpgsql
as $$
declare
  v_view regclass;
begin
  for v_view in
    select c.oid
    from pg_catalog.pg_class as c
    where c.relnamespace = 'health'::regnamespace and c.relkind = 'v' and c.relname ~ '^check_'
    order by c.relname
  loop
    return query execute format('select %L::text, t::text from %s as t', v_view, v_view);
  end loop;
end;
$$;
