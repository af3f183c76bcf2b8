-- broken by: grant select on lifecycle.markets to public;
begin;
select plan(1);

select is_empty(
  $$
  select s.nspname, acl.privilege_type
  from pg_catalog.pg_namespace as s
  cross join lateral aclexplode(s.nspacl) as acl
  where s.nspname = any (fixture.our_schemas()) and acl.grantee = 0
  union all
  select g.object::text, g.privilege
  from fixture.our_table_grants as g
  where g.grantee = 'public'
  $$,
  'no schema, table or view is granted to everybody'
);

select * from finish();
rollback;
