-- broken by: grant update (detail) on ledger.entries to tradekeel_engine;
begin;
select plan(1);

select is_empty(
  $$
  select a.name, p.privilege
  from unnest(fixture.append_only_tables()) as a (name)
  cross join unnest(array['update', 'delete', 'truncate', 'references', 'trigger']) as p (privilege)
  where has_table_privilege('tradekeel_engine', a.name, p.privilege)
    or (p.privilege = 'update' and has_any_column_privilege('tradekeel_engine', a.name, 'update'))
  union all
  select a.name, p.privilege || ' is missing'
  from unnest(fixture.append_only_tables()) as a (name)
  cross join unnest(array['select', 'insert']) as p (privilege)
  where not has_table_privilege('tradekeel_engine', a.name, p.privilege)
  $$,
  'the engine role cannot change what is append only'
);

select * from finish();
rollback;
