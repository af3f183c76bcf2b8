-- broken by: alter table ledger.capital drop constraint capital_available_when_active;
begin;
select plan(5);

select ok(
  exists (
    select
    from pg_catalog.pg_attribute as a
    where a.attrelid = 'ledger.capital'::regclass and a.attname = 'available'
      and a.attgenerated = 's'
  ),
  'available is generated and stored, never written'
);
select is(
  (select pg_get_expr(d.adbin, d.adrelid)
    from pg_catalog.pg_attrdef as d
    join pg_catalog.pg_attribute as a on a.attrelid = d.adrelid and a.attnum = d.adnum
    where d.adrelid = 'ledger.capital'::regclass and a.attname = 'available'),
  '(((allocated - reserved_for_orders) - reserved_for_positions) + realized_pnl)',
  'from the four amounts'
);
select is_empty(
  $$
  select wanted.name
  from unnest(array[
    'capital_amounts_are_finite', 'capital_scale_is_bounded', 'capital_available_when_active'
  ]) as wanted (name)
  where not exists (
    select
    from pg_catalog.pg_constraint as k
    where k.conrelid = 'ledger.capital'::regclass and k.contype = 'c' and k.convalidated
      and k.conname = wanted.name
  )
  $$,
  'the three checks are there and validated'
);
select is(
  (select pg_get_constraintdef(k.oid)
    from pg_catalog.pg_constraint as k
    where k.conrelid = 'ledger.capital'::regclass and k.conname = 'capital_available_when_active'),
  $$CHECK (((trading_state <> 'active'::text) OR (available >= (0)::numeric)))$$,
  'an active profile has available of at least zero'
);
select is_empty(
  $$
  select a.attname
  from pg_catalog.pg_attribute as a
  where a.attrelid = 'ledger.capital'::regclass and a.atttypid = 'numeric'::regtype
    and not a.attnotnull and a.attgenerated = ''
  $$,
  'no amount may be null, which would pass every check'
);

select * from finish();
rollback;
