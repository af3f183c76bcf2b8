-- broken by: create table ledger.extra (user_id uuid);
begin;
select plan(1);

select is_empty(
  $$
  select t.name
  from fixture.our_tables as t
  where not exists (
    select from pg_catalog.pg_index as i where i.indrelid = t.table_oid and i.indisprimary
  )
  $$,
  'no table of ours is without a primary key'
);

select * from finish();
rollback;
