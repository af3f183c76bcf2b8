-- broken by: create function api.fn_extra(p_user_id uuid) returns void language sql as '';
begin;
select plan(1);

select is_empty(
  $$
  select f.identity
  from fixture.our_functions as f
  join pg_catalog.pg_proc as p on p.oid = f.function_oid
  where f.schema = 'api' and 'p_user_id' = any (p.proargnames)
  $$,
  'entry points of api read the caller from its token and take no p_user_id'
);

select * from finish();
rollback;
