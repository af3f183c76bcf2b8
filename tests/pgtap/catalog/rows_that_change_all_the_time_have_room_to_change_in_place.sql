-- broken by: alter table ledger.capital set (fillfactor = 90);
begin;
select plan(1);

select is_empty(
  $$
  select wanted.name
  from unnest(array[
    'ledger.capital', 'locks.entry_locks', 'locks.account_leases', 'reconciliation.locks',
    'reconciliation.latest_snapshots', 'health.loops', 'health.instances',
    'health.exchange_contacts', 'health.check_results'
  ]) as wanted (name)
  left join pg_catalog.pg_class as c on c.oid = to_regclass(wanted.name)
  where c.reloptions is null
    or not c.reloptions @> array[
      'fillfactor=50', 'autovacuum_vacuum_scale_factor=0', 'autovacuum_vacuum_threshold=200',
      'autovacuum_vacuum_cost_delay=0'
    ]
  $$,
  'fillfactor 50 and vacuum by threshold on capital, locks, loops, instances, snapshots'
);

select * from finish();
rollback;
