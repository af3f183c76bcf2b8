-- broken by: alter table ledger.entries owner to tradekeel_engine;
begin;
select plan(1);

select is_empty(
  $$
  select c.oid::regclass, c.relowner::regrole
  from pg_catalog.pg_class as c
  where c.relnamespace::regnamespace::text = any (fixture.our_schemas())
    and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
    and c.relowner <> 'tradekeel_owner'::regrole
  $$,
  'no table, view or sequence of ours has another owner'
);

select * from finish();
rollback;
