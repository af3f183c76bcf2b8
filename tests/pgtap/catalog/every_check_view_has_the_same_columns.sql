-- broken by: create view health.check_extra as select 1 as one;
begin;
select plan(2);

select is_empty(
  $$
  with checks as (
    select
      v.oid::regclass::text as name,
      (
        select string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ', '
          order by a.attnum)
        from pg_catalog.pg_attribute as a
        where a.attrelid = v.oid and a.attnum > 0
      ) as columns
    from pg_catalog.pg_class as v
    where v.relnamespace = 'health'::regnamespace and v.relkind = 'v' and v.relname ~ '^check_'
  )
  select c.name, c.columns
  from checks as c
  where c.columns <> (select first.columns from checks as first order by first.name limit 1)
  $$,
  'each check view has the column list of the first'
);

select cmp_ok(
  (select count(*)::int
    from pg_catalog.pg_class as v
    where v.relnamespace = 'health'::regnamespace and v.relkind = 'v' and v.relname ~ '^check_'),
  '>=', 9,
  'and there is at least one for each of the nine promises'
);

select * from finish();
rollback;
