-- broken by: create table ledger.extra (user_id uuid);
begin;
select plan(1);

select is_empty(
  $$
  select t.name
  from fixture.our_tables as t
  join pg_catalog.pg_attribute as a on a.attrelid = t.table_oid and a.attname = 'user_id'
  where not a.attnotnull
  $$,
  'every user_id is not null'
);

select * from finish();
rollback;
