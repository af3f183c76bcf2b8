-- broken by: grant select (detail) on tenancy.breaches to authenticated;
begin;
select plan(1);

select is_empty(
  $$
  select g.object, g.privilege
  from fixture.our_table_grants as g
  join pg_catalog.pg_class as c on c.oid = g.object and c.relkind in ('r', 'p')
  where g.grantee = 'authenticated'
    and (
      c.relnamespace::regnamespace::text in ('meta', 'ops')
      -- runtime_state says whether an account is driven and ready, under row level security
      or c.relnamespace::regnamespace::text = 'locks'
        and g.object <> 'locks.account_leases'::regclass
      or g.object in (
        'tenancy.breaches'::regclass, 'tenancy.account_fingerprints'::regclass,
        'health.instances'::regclass, 'health.loops'::regclass, 'health.counters'::regclass
      )
    )
  $$,
  'authenticated reads no breach, lock, audit, instance or setting'
);

select * from finish();
rollback;
