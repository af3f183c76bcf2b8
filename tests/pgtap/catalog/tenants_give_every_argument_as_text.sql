-- broken by: create function api.fn_extra(p_n numeric) returns void language sql as '';
begin;
select plan(1);

select is_empty(
  $$
  select f.identity
  from fixture.our_functions as f
  join pg_catalog.pg_proc as p on p.oid = f.function_oid
  where f.schema = 'api' and 'text'::regtype <> any (p.proargtypes)
  $$,
  'so that what is of the wrong type is refused under its name, and not by a cast'
);

select * from finish();
rollback;
