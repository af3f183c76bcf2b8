-- broken by: alter table ledger.entries add column late boolean;
begin;
select plan(1);

select is_empty(
  $$
  select t.name, a.attname, format_type(a.atttypid, a.atttypmod)
  from fixture.our_tables as t
  join pg_catalog.pg_attribute as a
    on a.attrelid = t.table_oid and a.attnum > 0 and not a.attisdropped
  where (a.attname ~ '(_at|_until|_deadline)$') <> (a.atttypid = 'timestamptz'::regtype)
    or (a.attname ~ '^(is|has|may)_') <> (a.atttypid = 'bool'::regtype)
    or (a.attname = 'user_id' and a.atttypid <> 'uuid'::regtype)
  $$,
  'timestamptz is *_at, *_until, *_deadline; boolean is is_*, has_*, may_*; user_id is uuid'
);

select * from finish();
rollback;
