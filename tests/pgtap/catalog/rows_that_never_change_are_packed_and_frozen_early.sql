-- broken by: alter table lifecycle.fills reset (autovacuum_freeze_min_age);
begin;
select plan(1);

select is_empty(
  $$
  select wanted.name
  from unnest(array[
    'ledger.entries', 'lifecycle.fills', 'lifecycle.executions', 'lifecycle.trade_history'
  ]) as wanted (name)
  left join pg_catalog.pg_class as c on c.oid = to_regclass(wanted.name)
  where c.reloptions is null
    or not c.reloptions @> array[
      'fillfactor=100', 'autovacuum_vacuum_insert_scale_factor=0.02',
      'autovacuum_freeze_min_age=0', 'autovacuum_analyze_scale_factor=0.01'
    ]
  $$,
  'fillfactor 100 and early freeze on entries, fills and history'
);

select * from finish();
rollback;
