-- broken by: grant delete on lifecycle.orders to tradekeel_engine;
begin;
select plan(1);

select is_empty(
  $$
  select t.name
  from fixture.our_tables as t
  where has_table_privilege('tradekeel_engine', t.table_oid, 'delete')
    and t.name not in ('lifecycle.signals', 'health.counter_deltas')
  $$,
  'the engine role can delete nothing else'
);

select * from finish();
rollback;
