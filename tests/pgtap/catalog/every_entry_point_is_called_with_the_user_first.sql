-- broken by: create function engine.fn_extra(p_profile_id uuid) returns void language sql as '';
begin;
select plan(2);

select is_empty(
  $$
  select f.identity
  from fixture.our_functions as f
  join pg_catalog.pg_proc as p on p.oid = f.function_oid
  where f.schema in ('api', 'engine', 'ops')
    and f.name <> all (fixture.installation_wide_functions())
    and (
      p.pronargs = 0
      or p.proargnames[1] is distinct from 'p_user_id'
      or p.proargtypes[0] <> case f.schema when 'api' then 'text' else 'uuid' end::regtype
    )
  $$,
  'the first argument of each is p_user_id, a uuid, but for those about the installation'
);

select is_empty(
  $$
  select listed.name
  from unnest(fixture.installation_wide_functions()) as listed (name)
  where not exists (
    select
    from fixture.our_functions as f
    join pg_catalog.pg_proc as p on p.oid = f.function_oid
    where f.name = listed.name and p.proargnames[1] is distinct from 'p_user_id'
  )
  $$,
  'and the list of exceptions holds nothing that is none'
);

select * from finish();
rollback;
