-- broken by: alter default privileges for role tradekeel_engine grant execute on functions to
--   public;
begin;
select plan(1);

select is_empty(
  $$
  select wanted.rolname
  from unnest(array['tradekeel_owner', 'tradekeel_engine']) as wanted (rolname)
  where not exists (
    select
    from pg_catalog.pg_default_acl as d
    where d.defaclrole = wanted.rolname::regrole and d.defaclobjtype = 'f'
      -- for one schema it would only add, and take nothing away
      and d.defaclnamespace = 0
      and not exists (
        select from aclexplode(d.defaclacl) as acl where acl.grantee = 0
      )
  )
  $$,
  'default privileges take execute from public for both owners'
);

select * from finish();
rollback;
