-- broken by: grant select (user_id) on tenancy.users to tradekeel_bridge;
begin;
select plan(1);

select is_empty(
  $$
  select c.oid::regclass
  from pg_catalog.pg_class as c
  where c.relnamespace::regnamespace::text = any (fixture.our_schemas())
    and c.relkind in ('r', 'p', 'v', 'm', 'S')
    and has_any_column_privilege(
      'tradekeel_bridge', c.oid, 'select, insert, update, references'
    )
  $$,
  'the bridge can read and write no table or view'
);

select * from finish();
rollback;
