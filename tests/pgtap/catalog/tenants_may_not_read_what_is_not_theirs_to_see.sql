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
      c.relnamespace::regnamespace::text in ('meta', 'health', 'ops', 'locks')
      or g.object in ('tenancy.breaches'::regclass, 'tenancy.account_fingerprints'::regclass)
    )
  $$,
  'authenticated reads no breach, audit, installation or health table'
);

select * from finish();
rollback;
