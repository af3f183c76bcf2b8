-- broken by: create policy everybody on ledger.capital using (true);
begin;
select plan(1);

select is_empty(
  $$
  select p.polrelid::regclass, p.polname
  from pg_catalog.pg_policy as p
  join fixture.our_tables as t on t.table_oid = p.polrelid
  where 0 = any (p.polroles) or p.polroles = '{}'
  $$,
  'no policy is for everybody'
);

select * from finish();
rollback;
