-- broken by: create function ledger.extra(p_all boolean default true) returns void language sql
--   as '';
begin;
select plan(1);

select is_empty(
  $$
  select f.identity
  from fixture.our_functions as f
  join pg_catalog.pg_proc as p on p.oid = f.function_oid
  where p.pronargdefaults > 0 or p.provariadic <> 0
  $$,
  'a changed signature is a migration that drops the old one'
);

select * from finish();
rollback;
