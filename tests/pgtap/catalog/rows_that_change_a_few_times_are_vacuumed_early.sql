-- broken by: alter table lifecycle.orders reset (autovacuum_vacuum_scale_factor);
begin;
select plan(1);

select is_empty(
  $$
  select wanted.name
  from unnest(array[
    'lifecycle.intents', 'lifecycle.attempts', 'lifecycle.orders', 'lifecycle.positions',
    'ledger.reservations'
  ]) as wanted (name)
  left join pg_catalog.pg_class as c on c.oid = to_regclass(wanted.name)
  where c.reloptions is null
    or not c.reloptions @> array['fillfactor=85', 'autovacuum_vacuum_scale_factor=0.02']
  $$,
  'fillfactor 85 and scale factor 0.02 on intents, attempts, orders, positions, reservations'
);

select * from finish();
rollback;
