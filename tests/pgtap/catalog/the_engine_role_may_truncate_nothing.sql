-- broken by: grant truncate on tenancy.broadcasts_0 to tradekeel_engine;
begin;
select plan(1);

select is_empty(
  $$
  select t.name, p.privilege
  from fixture.our_tables as t
  cross join unnest(array['truncate', 'references', 'trigger']) as p (privilege)
  where has_table_privilege('tradekeel_engine', t.table_oid, p.privilege)
  $$,
  'the engine role can truncate, reference or put triggers on no table'
);

select * from finish();
rollback;
