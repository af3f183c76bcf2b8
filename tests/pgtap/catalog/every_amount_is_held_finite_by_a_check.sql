-- broken by: alter table ledger.capital drop constraint capital_amounts_are_finite;
begin;
select plan(1);

select is_empty(
  $$
  select t.name, a.attname
  from fixture.our_tables as t
  join pg_catalog.pg_class as c on c.oid = t.table_oid and not c.relispartition
  join pg_catalog.pg_attribute as a
    on a.attrelid = t.table_oid and a.attnum > 0 and not a.attisdropped
  where t.is_tenant
    and a.atttypid = 'numeric'::regtype
    and a.attgenerated = ''
    and not exists (
      select
      from pg_catalog.pg_constraint as k
      where k.conrelid = t.table_oid and k.contype = 'c' and a.attnum = any (k.conkey)
        -- an upper bound: NaN is greater than everything
        and pg_get_constraintdef(k.oid) ~ ('\m' || a.attname || '\M\)* <=? ')
    )
  $$,
  'no numeric column of a tenant table is without a check: NaN and Infinity satisfy >= 0'
);

select * from finish();
rollback;
